import * as v from 'valibot'
import { instant } from '../../../shared/model/ids.ts'
import { fileChecks, lengthProofs } from '../../../shared/model/library.ts'
import { problem } from '../../../shared/model/problem.ts'
import { fileExtensions } from '../files/file-name.ts'

/** A part file on the disk, where a sweep finds it; `kept` where its bytes can be continued. */
const part = v.object({
  folder: v.string(),
  partName: v.string(),
  kept: v.nullable(
    v.object({
      bytes: v.number(),
      totalBytes: v.number(),
      validator: v.union([v.object({ etag: v.string() }), v.object({ lastModified: v.string() })])
    })
  )
})
export type PartRecord = v.InferOutput<typeof part>

/** What lasts from the asking to the end, whatever happens in between. */
const request = {
  askedAt: instant,
  /** Tries that were begun and not merely interrupted. */
  tries: v.number(),
  /** Until when "not there yet" is waited out; null where the agent waits in person. */
  patientUntil: v.nullable(instant),
  /** What an earlier try left on the disk. */
  part: v.nullable(part)
}

/** All bytes are in the part file, flushed and proven; only the name is missing. */
const unnamed = {
  ...request,
  part,
  startedAt: instant,
  startedAgain: v.boolean(),
  fileName: v.string(),
  bytes: v.number(),
  sha256: v.string(),
  kind: v.picklist(fileExtensions),
  lengthProof: v.picklist(lengthProofs),
  mayHaveGrown: v.boolean()
}
const unnamedFile = v.object(unnamed)
export type UnnamedFile = v.InferOutput<typeof unnamedFile>

/** A file under its final name. */
const file = v.object({
  folder: v.string(),
  fileName: v.string(),
  bytes: v.number(),
  sha256: v.string(),
  kind: v.picklist(fileExtensions),
  lengthProof: v.picklist(lengthProofs),
  mayHaveGrown: v.boolean(),
  savedAt: instant,
  check: v.picklist(fileChecks),
  checkedAt: v.nullable(instant)
})
export type FileRecord = v.InferOutput<typeof file>

/**
 * Where an item stands, as the database holds it: everything that a start after a crash needs to
 * know is in here before it happens on the disk. `SaveState` is what screens see of it.
 */
export const saveRecord = v.variant('state', [
  v.object({ state: v.literal('not-saved') }),
  v.object({ state: v.literal('queued'), ...request }),
  v.object({ state: v.literal('waiting-sign-in'), ...request }),
  v.object({ state: v.literal('waiting'), ...request, retryAt: instant, problem }),
  v.object({ state: v.literal('paused'), ...request }),
  v.object({
    state: v.literal('downloading'),
    ...request,
    part,
    startedAt: instant,
    startedAgain: v.boolean()
  }),
  v.object({ state: v.literal('verifying'), ...unnamed }),
  v.object({ state: v.literal('saved'), file }),
  v.object({ state: v.literal('saved-unproven'), file }),
  v.object({
    state: v.literal('needs-attention'),
    problem,
    tries: v.number(),
    /** What only needs its name; the part file is still there. */
    unnamed: v.nullable(unnamedFile)
  }),
  v.object({ state: v.literal('cancelled') })
])
export type SaveRecord = v.InferOutput<typeof saveRecord>

type Of<State extends SaveRecord['state']> = Extract<SaveRecord, { state: State }>
export type Waiting = Of<'queued' | 'waiting-sign-in' | 'waiting' | 'paused'>
export type Downloading = Of<'downloading'>
export type Verifying = Of<'verifying'>
export type Saved = Of<'saved' | 'saved-unproven'>

/** States of the queue in which nothing is done. */
export const waitingStates = ['queued', 'waiting-sign-in', 'waiting', 'paused'] as const

/** States of the queue: they have a place in it and can be cancelled. */
export const queueStates = [...waitingStates, 'downloading', 'verifying'] as const
const inQueueStates: ReadonlySet<string> = new Set(queueStates)

/** True while a save waits or runs. */
export const isInQueue = (save: SaveRecord): save is Waiting | Downloading | Verifying =>
  inQueueStates.has(save.state)

export const isSaved = (save: SaveRecord): save is Saved =>
  save.state === 'saved' || save.state === 'saved-unproven'

export const isWaiting = (save: SaveRecord): save is Waiting =>
  isInQueue(save) && save.state !== 'downloading' && save.state !== 'verifying'

/** The part file that is still on the disk; null where there is none. */
export function partOf(save: SaveRecord): PartRecord | null {
  if (save.state === 'needs-attention') return save.unnamed?.part ?? null
  return isInQueue(save) ? save.part : null
}
