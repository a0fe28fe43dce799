import * as v from 'valibot'
import { benchJob } from '../contestants/job.ts'

/** Several videos at once, through the process boundary. */
export const concJob = v.object({
  url: v.string(),
  caFile: v.string(),
  folder: v.string(),
  /** How many at once. */
  downloads: v.number(),
  /** One video of the same total, for the program that main merely looks on at. */
  other: benchJob
})
export type ConcJob = v.InferOutput<typeof concJob>

const pulse = v.object({
  loopUtilization: v.number(),
  latenessP50Ms: v.number(),
  latenessP99Ms: v.number(),
  latenessMaxMs: v.number()
})

export const concMeasurement = v.object({
  /** Main with nothing to do, just before. */
  idle: pulse,
  /** Main with nothing to do while another program downloads, hashes and writes as much. */
  lookingOn: pulse,
  /** Main while the videos came. */
  busy: pulse,
  workMs: v.number(),
  /** How long each one took. */
  eachMs: v.array(v.number()),
  /** How many messages of progress reached main. */
  news: v.number(),
  mainPeakMiB: v.number(),
  /** Null where processes started by others cannot be seen. */
  filePeakMiB: v.nullable(v.number())
})
export type ConcMeasurement = v.InferOutput<typeof concMeasurement>
