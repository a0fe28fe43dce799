import { createHash } from 'node:crypto'
import * as v from 'valibot'
import { instant } from '../../../shared/model/ids.ts'
import { sha256Text } from './facts.ts'

/** The one manifest of a folder. */
export const manifestName = 'callside-manifest.jsonl'

/** What can have happened to a file. */
export const manifestHappenings = [
  'saved',
  'verified',
  'found-changed',
  'found-missing',
  'deleted',
  'exported',
  'rebuilt',
  'held',
  'released'
] as const
export type ManifestHappening = (typeof manifestHappenings)[number]

/** One thing that happened to one file. */
export interface ManifestNote {
  readonly what: ManifestHappening
  /** The name of the file in this folder. */
  readonly file: string
  readonly bytes: number
  readonly sha256: string
  readonly itemId: string
  readonly agentId: string
}

/** The `prev` of a manifest's first line. */
export const chainStart = '0'.repeat(64)

/** Longest line that is read as an entry; ours stay under 1 KiB. */
export const longestLine = 16_384

/** What every line has, whatever a later version adds. */
const entry = v.looseObject({
  v: v.number(),
  seq: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  at: instant,
  what: v.string(),
  file: v.string(),
  itemId: v.string(),
  sha256: v.string(),
  prev: sha256Text,
  hash: sha256Text
})
export type ManifestEntry = v.InferOutput<typeof entry>

/** Where a chain stands: what its next line is built on. */
export interface ChainEnd {
  readonly seq: number
  readonly hash: string
}

/** A line of the manifest, without its line feed. `at` in milliseconds since 1970. */
export function manifestLine(note: ManifestNote, end: ChainEnd, at: number): string {
  const { what, file, bytes, sha256, itemId, agentId } = note
  const told = { what, file, bytes, sha256, itemId, agentId }
  const rest = { v: 1, seq: end.seq + 1, at, atUtc: new Date(at).toISOString(), ...told }
  return canonical({ ...rest, prev: end.hash, hash: chained(end.hash, rest) })
}

/** `damaged`: no JSON object with these fields. `edited`: its hash is not that of its content. */
export type ReadLine = { readonly entry: ManifestEntry } | { readonly bad: 'damaged' | 'edited' }

/** Reads one line by itself: whether it holds what was hashed, to the byte. */
export function readLine(line: string): ReadLine {
  const value = line.length > longestLine ? undefined : parsed(line)
  const read = v.safeParse(entry, value)
  if (!read.success) return { bad: value === undefined ? 'damaged' : 'edited' }
  const { prev, hash, ...rest } = read.output
  // Written anew it must be the same line: another order, another blank, a field given twice show.
  const intact = hash === chained(prev, rest) && line === canonical(read.output)
  return intact ? { entry: read.output } : { bad: 'edited' }
}

/** SHA-256 over the hash of the line before (64 hex digits), then the rest as canonical JSON. */
function chained(prev: string, rest: Readonly<Record<string, unknown>>): string {
  return createHash('sha256').update(prev).update(canonical(rest)).digest('hex')
}

/** JSON without blanks, keys sorted: one text for one content. Entries are flat. */
function canonical(value: Readonly<Record<string, unknown>>): string {
  const sorted = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify(Object.fromEntries(sorted))
}

/** Undefined where it is no JSON at all, such as a line that a crash cut off. */
function parsed(line: string): unknown {
  try {
    const value: unknown = JSON.parse(line)
    return value
  } catch {
    return undefined
  }
}
