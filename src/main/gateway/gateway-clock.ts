import type { ObservedRequest } from './observation.ts'

/** A clock that is further off than this is no clock of a gateway that anybody signs in to. */
const longestSkewMs = 10 * 365 * 86_400_000

/**
 * The gateway's clock, from the `Date` header of its answers: right to about half a second, for the
 * header knows whole seconds only.
 */
export class GatewayClock {
  #skewMs: number | null = null

  /** How far the gateway's clock is ahead of this PC's; null before the first answer with a date. */
  get skewMs(): number | null {
    return this.#skewMs
  }

  observe({ clockSkewMs }: Pick<ObservedRequest, 'clockSkewMs'>): void {
    if (clockSkewMs === undefined || Math.abs(clockSkewMs) > longestSkewMs) return
    this.#skewMs = clockSkewMs
  }

  /** A moment of the gateway's clock, by this PC's. */
  toLocal(gatewayMs: number): number {
    return Math.round(gatewayMs - (this.#skewMs ?? 0))
  }
}

/** How far that date is ahead of `now`; undefined where there is none, or it cannot be read. */
export function skewOf(date: string | undefined, now: number): number | undefined {
  const at = date === undefined ? NaN : Date.parse(date)
  // In the middle of the second that the header names.
  return Number.isNaN(at) ? undefined : at + 500 - now
}
