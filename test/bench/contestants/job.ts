import * as v from 'valibot'

/** What a contestant is asked to do: fetch one video into an empty folder. */
export const benchJob = v.object({
  url: v.string(),
  /** PEM file with the authority to verify the server by. */
  caFile: v.string(),
  folder: v.string(),
  totalBytes: v.number()
})
export type BenchJob = v.InferOutput<typeof benchJob>

/** What a contestant says it has done. */
export interface Fetched {
  readonly path: string
  /** In hex; null where it does not hash. */
  readonly sha256: string | null
}

/** One way of getting a video onto the disk, in a process of its own. */
export interface Contestant {
  /** Everything that a running app has behind it already: modules, an open database, a file process. */
  prepare(job: BenchJob): Promise<PreparedContestant>
}

export interface PreparedContestant {
  /** What is measured. Ends when everything that the contestant promises is on the disk. */
  fetch(): Promise<Fetched>
  close(): Promise<void>
}

/** The one line of JSON that a contestant's process prints. */
export const measurement = v.object({
  path: v.string(),
  sha256: v.nullable(v.string()),
  /** From the first step of the request to the last flush. */
  workMs: v.number(),
  /** Processor time of all its processes in that time. */
  workCpuMs: v.number(),
  /** Processor time since its processes began; null where nothing tells. */
  cpuMs: v.nullable(v.number()),
  /** Resident memory before, and at most, all processes together; null where nothing tells. */
  idleRssMiB: v.nullable(v.number()),
  peakRssMiB: v.nullable(v.number())
})
export type Measurement = v.InferOutput<typeof measurement>
