import { chainStart, readLine, type ManifestEntry } from './manifest-entry.ts'

/**
 * Why a chain does not hold. `edited`: a line is not what was hashed. `out-of-chain`: a line is
 * whole but does not follow the one before: lines were removed, swapped or added. `unfinished`:
 * the last line is cut off and nothing follows it.
 */
export type ManifestBreak = 'edited' | 'out-of-chain' | 'unfinished'

export interface ManifestCheck {
  /** Good lines before the first break. */
  readonly entries: number
  /** True where every entry is unchanged and follows the one before. Says nothing of a cut end. */
  readonly whole: boolean
  /** The first line that breaks the chain, from 1; null where none does. */
  readonly brokenAt: number | null
  readonly why: ManifestBreak | null
  /** Lines that a crash cut off and that the chain went on after; they never held anything. */
  readonly interrupted: number
  /** The hash of the last good line: with it, all lines before can be told to be the same. */
  readonly end: string | null
}

/** Checks a manifest line by line, in memory that does not grow with it. */
export interface ManifestChecker {
  /** Takes the next line, without its line feed. Returns the entry where it is good. */
  take(line: string): ManifestEntry | null
  /** The verdict; `take` no more after it. */
  end(): ManifestCheck
}

/** Lines that are no JSON at all wait for the next good one: it tells whether they were torn. */
interface State {
  line: number
  entries: number
  interrupted: number
  torn: number | null
  tornLines: number
  broken: { at: number; why: ManifestBreak } | null
  seq: number
  hash: string
}

export function createManifestChecker(): ManifestChecker {
  const start = { line: 0, entries: 0, interrupted: 0, torn: null, tornLines: 0, broken: null }
  const state: State = { ...start, seq: 0, hash: chainStart }
  return {
    take: (line) => take(state, line),
    end() {
      if (state.torn !== null) breakChain(state, state.torn, 'unfinished')
      const { entries, interrupted, broken, hash } = state
      const [brokenAt, why] = broken === null ? [null, null] : [broken.at, broken.why]
      const end = entries === 0 ? null : hash
      return { entries, whole: broken === null, brokenAt, why, interrupted, end }
    }
  }
}

/** Checks a manifest that is in memory. */
export function checkManifest(text: string): ManifestCheck {
  const checker = createManifestChecker()
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  for (const line of lines) checker.take(line)
  return checker.end()
}

function take(state: State, line: string): ManifestEntry | null {
  state.line += 1
  if (state.broken !== null) return null
  const read = readLine(line)
  if ('bad' in read) {
    if (read.bad === 'edited') breakChain(state, state.torn ?? state.line, 'edited')
    else noteTorn(state)
    return null
  }
  const { entry } = read
  if (entry.prev !== state.hash || entry.seq !== state.seq + 1) {
    // A line that was made unreadable and one that was torn differ in what follows them.
    if (state.torn === null) breakChain(state, state.line, 'out-of-chain')
    else breakChain(state, state.torn, 'edited')
    return null
  }
  accept(state, entry)
  return entry
}

function accept(state: State, { seq, hash }: ManifestEntry): void {
  state.entries += 1
  state.interrupted += state.tornLines
  state.torn = null
  state.tornLines = 0
  state.seq = seq
  state.hash = hash
}

function noteTorn(state: State): void {
  state.torn ??= state.line
  state.tornLines += 1
}

function breakChain(state: State, at: number, why: ManifestBreak): void {
  state.broken ??= { at, why }
}
