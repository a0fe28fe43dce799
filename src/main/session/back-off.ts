import type { Timings } from '../timings.ts'

type Pauses = Pick<Timings, 'pollPauseMinMs' | 'pollPauseMaxMs' | 'pollRetryMs' | 'pollRetryMaxMs'>

/** An empty answer sooner than this means that the gateway does not hold polls. */
export const heldAtLeastMs = 1_000
const longestIdlePauseMs = 5_000

/**
 * The pause before the next poll after `failures` (1 and up) in a row, in milliseconds.
 *
 * The bound doubles from 0.5 s to 15 s. While it climbs the pause is anything below it: that spreads
 * the PCs of a site, which all failed in the same moment, over some 15 s. From then on it is the
 * bound itself: jitter down there would keep nobody further apart, and would ask more often of a
 * gateway in trouble. (Full jitter at the bound means 40 requests in a storm of five minutes; this
 * means 25 at the very most, which a test proves for every sequence of random numbers.) No pause is
 * shorter than the one after an answer.
 *
 * @param random 0 up to 1
 */
export function retryPauseMs(failures: number, pauses: Pauses, random: number): number {
  const { pollPauseMinMs, pollRetryMs, pollRetryMaxMs } = pauses
  const bound = pollRetryMs * 2 ** Math.max(0, failures - 1)
  if (bound >= pollRetryMaxMs) return pollRetryMaxMs
  const least = Math.min(pollPauseMinMs, bound)
  return least + random * (bound - least)
}

/**
 * The pause after an answer: 200 to 500 ms (cec_07_1274). A gateway that answers empty at once,
 * `emptyInARow` times, is asked less and less often, up to every 5 s: it cannot make a hot loop.
 *
 * @param random 0 up to 1
 */
export function idlePauseMs(emptyInARow: number, pauses: Pauses, random: number): number {
  const { pollPauseMinMs, pollPauseMaxMs } = pauses
  const usual = pollPauseMinMs + random * (pollPauseMaxMs - pollPauseMinMs)
  // The first empty answer may be a coincidence; from the second on the pause doubles.
  return emptyInARow < 2 ? usual : Math.min(longestIdlePauseMs, usual * 2 ** (emptyInARow - 1))
}
