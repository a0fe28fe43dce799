/** Over how long a speed is taken: long enough to be steady, short enough to follow a change. */
const windowMs = 5_000

/** A speed over less than this would be a guess. */
const leastMs = 500

interface Mark {
  readonly elapsedMs: number
  readonly bytes: number
}

/** The speed of a transfer over the last five seconds. */
export class Speed {
  #marks: Mark[] = []

  /** Takes note of the bytes so far; gives bytes per second, null before there is a speed. */
  at(elapsedMs: number, bytes: number): number | null {
    this.#marks.push({ elapsedMs, bytes })
    while ((this.#marks[1]?.elapsedMs ?? Infinity) <= elapsedMs - windowMs) this.#marks.shift()
    const [oldest] = this.#marks
    const ms = elapsedMs - (oldest?.elapsedMs ?? elapsedMs)
    if (oldest === undefined || ms < leastMs) return null
    return ((bytes - oldest.bytes) * 1_000) / ms
  }
}
