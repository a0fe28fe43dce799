import { sha256 } from '../../support/folders.ts'
import { madeMp4 } from '../../support/made-mp4.ts'
import { createRandom } from '../random.ts'

/** How the server treats a recording. Those in the second line change from one request to the next. */
const manners = [
  ...['whole', 'slow', 'chunked', 'no-length', 'no-length-cut', 'refusal'],
  ...['cut', 'reset', 'chunk-cut', 'busy', 'stall', 'resumable', 'changing']
] as const
export type Manner = (typeof manners)[number]

/** A recording on the server: the same for the same seed and number. */
export interface Recording {
  readonly n: number
  readonly manner: Manner
  /** The states that it has on the server, one after the other; one unless it changes. */
  readonly versions: readonly Buffer[]
}

export interface Version {
  readonly bytes: number
  readonly sha256: string
}

export interface Recordings {
  readonly seed: number
  find(n: number): Recording
  /** What may end up in a file: whole states only. */
  versionsOf(n: number): readonly Version[]
}

export function createRecordings(seed: number): Recordings {
  const made = new Map<number, Recording>()
  const find = (n: number): Recording => {
    const known = made.get(n)
    if (known !== undefined) return known
    const recording = make(seed, n)
    made.set(n, recording)
    return recording
  }
  const versions = new Map<number, readonly Version[]>()
  return {
    seed,
    find,
    versionsOf(n) {
      const known = versions.get(n)
      if (known !== undefined) return known
      const all = find(n).versions.map((bytes) => ({
        bytes: bytes.length,
        sha256: sha256(bytes)
      }))
      versions.set(n, all)
      return all
    }
  }
}

function make(seed: number, n: number): Recording {
  const random = createRandom(seed * 65_537 + n)
  const manner = random.one(manners)
  const continues = manner === 'resumable' || manner === 'changing'
  // A part below 1 MiB is never continued.
  const size = continues ? random.whole(1_300_000, 2_000_000) : random.whole(4_000, 400_000)
  const first = madeMp4(size, n * 2 + 1)
  const versions = manner === 'changing' ? [first, madeMp4(size, n * 2 + 2)] : [first]
  return { n, manner, versions }
}

/** The path that the gateway's events give a recording, and back. */
export const pathOf = (n: number): string => `Y:/1/0/20201202/503/${n}.mp4`
export const numberOf = (path: string): number => Number(/(\d+)\.mp4/.exec(path)?.[1] ?? NaN)
