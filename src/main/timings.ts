import * as v from 'valibot'

const ms = v.pipe(v.number(), v.minValue(0), v.maxValue(3_600_000))

const timingsSchema = v.strictObject({
  /** A capture without an answer for this long is shown as "no answer". */
  captureAnswerMs: ms,
  /** Shortest and longest pause between a poll's answer and the next poll (cec_07_1274: 200–500 ms). */
  pollPauseMinMs: ms,
  pollPauseMaxMs: ms,
  /** Longest first pause after polls that failed; it doubles up to the longest of all. */
  pollRetryMs: ms,
  pollRetryMaxMs: ms,
  /** A poll that is not answered for this long has failed: an idle one is held for 10 s. */
  pollLimitMs: ms,
  /** The gateway signs an agent out who has been silent for this long (MAXTIME, cec_05_4012). */
  silenceMs: ms,
  /** Signs that the PC woke or has a network again are gathered over this long. */
  wakeGatherMs: ms,
  /** How often the time is looked at for a sleep that nobody told of, and how late means one. */
  tickMs: ms,
  lateTickMs: ms,
  /** How often a full disk, or a save folder that is gone, is looked at again. */
  diskLookMs: ms,
  /** Events that reach the renderer are merged over this long: at most ten messages a second. */
  publishEveryMs: ms
})

/** The named intervals that end-to-end tests may shorten. */
export type Timings = v.InferOutput<typeof timingsSchema>

export const defaultTimings: Timings = {
  captureAnswerMs: 60_000,
  pollPauseMinMs: 200,
  pollPauseMaxMs: 500,
  pollRetryMs: 500,
  pollRetryMaxMs: 15_000,
  pollLimitMs: 20_000,
  silenceMs: 120_000,
  wakeGatherMs: 1_000,
  tickMs: 5_000,
  lateTickMs: 15_000,
  diskLookMs: 10_000,
  publishEveryMs: 100
}

/**
 * Reads `CALLSIDE_TIMINGS` (JSON of some of the names above). Unpackaged builds only; a value that
 * does not fit throws, because a test that thinks it shortened a wait must not pass by luck.
 */
export function timingsFrom(text: string | undefined): Timings {
  if (text === undefined) return defaultTimings
  return v.parse(timingsSchema, {
    ...defaultTimings,
    ...v.parse(v.record(v.string(), ms), JSON.parse(text))
  })
}
