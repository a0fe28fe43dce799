/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** 0 up to 1. */
  next(): number
  /** From `from` up to and with `to`. */
  whole(from: number, to: number): number
  one<T>(of: readonly T[]): T
  /** True this often, 0 to 1. */
  chance(often: number): boolean
}

/** Tommy Ettinger's mulberry32: 32 bits of state, enough for choosing faults. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const whole = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    whole,
    one(of) {
      const chosen = of[whole(0, of.length - 1)]
      if (chosen === undefined) throw new Error('There is nothing to choose from')
      return chosen
    },
    chance: (often) => next() < often
  }
}
