import { join } from 'node:path'
import type { CaseItem, CaseManifest, GatheredItem } from './case-input.ts'
import { readManifest } from './read-manifest.ts'
import { parseSidecar, readSidecarText, sidecarName } from './sidecar.ts'

/** A manifest of 60,000 lines. What is longer is checked, but not copied into the archive. */
const mostManifestBytes = 32 * 1024 * 1024

interface Gathered {
  readonly items: readonly GatheredItem[]
  readonly manifests: readonly CaseManifest[]
}

/** A `saved` line tells of one item and one content, in one folder. */
const lineKey = (folder: string, { itemId, sha256 }: { itemId: string; sha256: string }): string =>
  `${itemId} ${sha256} ${folder}`

/**
 * Reads what lies beside the files of a case: their sidecars, and the manifest of each folder. A
 * folder that is gone has neither; that is told in the report and stops nothing else. Throws only
 * what `signal` was aborted with.
 */
export async function gatherCase(
  items: readonly CaseItem[],
  signal: AbortSignal,
  mostBytes = mostManifestBytes
): Promise<Gathered> {
  const lines = new Map<string, number>()
  const manifests: CaseManifest[] = []
  for (const folder of new Set(items.map(({ facts }) => facts.folder))) {
    manifests.push(await manifestOf(folder, lines, { signal, mostBytes }))
  }
  const gathered: GatheredItem[] = []
  for (const item of items) {
    signal.throwIfAborted()
    const manifestLine = lines.get(lineKey(item.facts.folder, item.facts)) ?? null
    gathered.push({ ...item, manifestLine, sidecar: await sidecarOf(item) })
  }
  return { items: gathered, manifests }
}

async function sidecarOf({ facts }: CaseItem): Promise<GatheredItem['sidecar']> {
  const text = await readSidecarText(join(facts.folder, sidecarName(facts.fileName)))
  const read = text === null ? null : parseSidecar(text)
  return text === null || read === null ? null : { text, read }
}

async function manifestOf(
  folder: string,
  lines: Map<string, number>,
  { signal, mostBytes }: { signal: AbortSignal; mostBytes: number }
): Promise<CaseManifest> {
  const pieces: Buffer[] = []
  let bytes = 0
  try {
    const check = await readManifest(folder, {
      signal,
      onBytes(piece) {
        bytes += piece.length
        if (bytes <= mostBytes) pieces.push(piece)
      },
      onEntry(entry, line) {
        if (entry.what === 'saved') lines.set(lineKey(folder, entry), line)
      }
    })
    const copied = check !== null && bytes <= mostBytes
    return { folder, check, text: copied ? Buffer.concat(pieces).toString() : null }
  } catch {
    signal.throwIfAborted()
    return { folder, check: null, text: null }
  }
}
