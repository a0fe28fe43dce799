import { numberedName } from './file-name.ts'

/** Most names that are kept for files which are about to ask for them. */
const mostPromises = 4_096

/**
 * A name as the file systems of Windows and macOS compare it: neither case nor the way an accent is
 * written makes another file. Upper case first, because it joins what lower case keeps apart (ß, ς).
 */
export function foldedName(name: string): string {
  return name.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC')
}

/** `name (2).mp4` after `name.mp4`, `name (3).mp4` after `name (2).mp4`: the first that is not taken. */
export function nextFreeName(name: string, isTaken: (folded: string) => boolean): string {
  const { plain, number } = withoutNumber(name)
  for (let attempt = number + 1; ; attempt += 1) {
    const next = numberedName(plain, attempt)
    if (!isTaken(foldedName(next))) return next
  }
}

function withoutNumber(name: string): { plain: string; number: number } {
  const found = /^(?<stem>.+) \((?<number>[1-9]\d{0,5})\)(?<extension>\.[^.]+)$/s.exec(name)?.groups
  const number = Number(found?.['number'] ?? 1)
  if (found === undefined || number < 2) return { plain: name, number: 1 }
  return { plain: `${found['stem'] ?? ''}${found['extension'] ?? ''}`, number }
}

/** Free names that were told to one part file each, so that many at once are not told the same. */
export interface PromisedNames {
  /** Replaces what was promised to this part before. */
  readonly give: (partName: string, fileName: string) => void
  readonly drop: (partName: string) => void
  /** True where the name is kept for another part. */
  readonly isKept: (folded: string, partName: string) => boolean
}

export function createPromisedNames(): PromisedNames {
  const byPart = new Map<string, string>()
  const byName = new Map<string, string>()
  const drop = (partName: string): void => {
    const folded = byPart.get(partName)
    if (folded === undefined) return
    byPart.delete(partName)
    byName.delete(folded)
  }
  return {
    drop,
    give(partName, fileName) {
      drop(partName)
      const [oldest] = byPart.keys()
      if (oldest !== undefined && byPart.size >= mostPromises) drop(oldest)
      byPart.set(partName, foldedName(fileName))
      byName.set(foldedName(fileName), partName)
    },
    isKept: (folded, partName) => (byName.get(folded) ?? partName) !== partName
  }
}
