import type { FileCheck, LengthProof } from '../../../shared/model/library.ts'
import type { Problem } from '../../../shared/model/problem.ts'
import type { FileExtension } from '../files/file-name.ts'
import {
  isInQueue,
  isSaved,
  isWaiting,
  type Downloading,
  type PartRecord,
  type SaveRecord,
  type UnnamedFile,
  type Waiting
} from './save-record.ts'

/** Times are in milliseconds since 1970. */
export type SaveEvent =
  /** Save it, try again now, resume or finish: whatever the state asks for. */
  | { type: 'asked'; at: number; patientUntil: number | null }
  | { type: 'signed-in' }
  | { type: 'signed-out' }
  /** The pause before the next try is over. */
  | { type: 'due' }
  | { type: 'paused' }
  | { type: 'started'; at: number; part: PartRecord }
  /** All bytes came and are flushed; `fileName` is the name that is tried first. */
  | {
      type: 'arrived'
      fileName: string
      bytes: number
      sha256: string
      kind: FileExtension
      lengthProof: LengthProof
      mayHaveGrown: boolean
      startedAgain: boolean
    }
  /** The name before was taken. */
  | { type: 'renamed'; fileName: string }
  | { type: 'placed'; at: number }
  /** Ended without a fault of its own; the try does not count. */
  | { type: 'interrupted'; to: 'queued' | 'waiting-sign-in' | 'paused'; part: PartRecord | null }
  /** Ended with a fault; `retryAt` null gives up. */
  | { type: 'failed'; problem: Problem; retryAt: number | null; part: PartRecord | null }
  /** The bytes are here and their name could not be given. */
  | { type: 'unnamed'; problem: Problem }
  | { type: 'cancelled' }
  | { type: 'checked'; check: FileCheck; at: number }

/**
 * not-saved, cancelled, needs-attention ─asked▶ queued   (needs-attention with all bytes ▶ verifying)
 * waiting, paused, waiting-sign-in ─asked▶ queued
 * queued, waiting ─signed-out▶ waiting-sign-in ─signed-in▶ queued
 * waiting ─due▶ queued
 * queued, waiting, waiting-sign-in ─paused▶ paused
 * queued ─started▶ downloading ─arrived▶ verifying ─renamed▶ verifying
 * verifying ─placed▶ saved, or saved-unproven where nothing shows that all of it was sent
 * downloading, verifying ─interrupted▶ queued, waiting-sign-in or paused
 * downloading, verifying ─failed▶ waiting, or needs-attention where it is given up
 * verifying ─unnamed▶ needs-attention, with all bytes
 * everything in the queue, needs-attention ─cancelled▶ cancelled
 * saved, saved-unproven ─checked▶ the same, with what was found
 *
 * An event that does not fit the state changes nothing: the same object comes back.
 */
export function advance(now: SaveRecord, event: SaveEvent): SaveRecord {
  switch (event.type) {
    case 'asked':
      return asked(now, event)
    case 'cancelled':
      return isInQueue(now) || now.state === 'needs-attention' ? { state: 'cancelled' } : now
    case 'checked':
      return isSaved(now) ? { ...now, file: { ...now.file, ...found(event) } } : now
    case 'signed-in':
    case 'signed-out':
    case 'due':
    case 'paused':
    case 'started':
      return isWaiting(now) ? whileWaiting(now, event) : now
    default:
      return whileRunning(now, event)
  }
}

const found = ({ check, at }: Extract<SaveEvent, { type: 'checked' }>) => ({ check, checkedAt: at })

function asked(now: SaveRecord, event: Extract<SaveEvent, { type: 'asked' }>): SaveRecord {
  const { at, patientUntil } = event
  switch (now.state) {
    case 'needs-attention':
      if (now.unnamed !== null) return { ...now.unnamed, state: 'verifying' }
      return fresh(at, patientUntil)
    case 'not-saved':
    case 'cancelled':
      return fresh(at, patientUntil)
    case 'waiting':
    case 'paused':
    case 'waiting-sign-in':
      return { ...requestOf(now), state: 'queued' }
    default:
      return now
  }
}

const fresh = (askedAt: number, patientUntil: number | null): SaveRecord => ({
  ...{ state: 'queued', askedAt, tries: 0, patientUntil, part: null }
})

type WaitingEvent = Extract<
  SaveEvent,
  { type: 'signed-in' | 'signed-out' | 'due' | 'paused' | 'started' }
>

function whileWaiting(now: Waiting, event: WaitingEvent): SaveRecord {
  const request = requestOf(now)
  switch (event.type) {
    case 'signed-in':
      return now.state === 'waiting-sign-in' ? { ...request, state: 'queued' } : now
    case 'signed-out':
      if (now.state !== 'queued' && now.state !== 'waiting') return now
      return { ...request, state: 'waiting-sign-in' }
    case 'due':
      return now.state === 'waiting' ? { ...request, state: 'queued' } : now
    case 'paused':
      return now.state === 'paused' ? now : { ...request, state: 'paused' }
    case 'started': {
      if (now.state !== 'queued') return now
      const { at: startedAt, part } = event
      const startedAgain = now.tries > 0 && part.kept === null
      const tries = now.tries + 1
      return { ...request, state: 'downloading', tries, part, startedAt, startedAgain }
    }
  }
}

type RunningEvent = Extract<
  SaveEvent,
  { type: 'arrived' | 'renamed' | 'placed' | 'interrupted' | 'failed' | 'unnamed' }
>

function whileRunning(now: SaveRecord, event: RunningEvent): SaveRecord {
  if (now.state !== 'downloading' && now.state !== 'verifying') return now
  switch (event.type) {
    case 'interrupted':
      return interrupted(now, event)
    case 'failed':
      return failed(now, event)
    case 'arrived': {
      if (now.state !== 'downloading') return now
      const { fileName, bytes, sha256, kind, lengthProof, mayHaveGrown } = event
      const arrived = { fileName, bytes, sha256, kind, lengthProof, mayHaveGrown }
      const startedAgain = now.startedAgain || event.startedAgain
      return { ...now, ...arrived, startedAgain, state: 'verifying' }
    }
    case 'renamed':
      return now.state === 'verifying' ? { ...now, fileName: event.fileName } : now
    case 'unnamed':
      if (now.state !== 'verifying') return now
      return attention(event.problem, now.tries, now)
    case 'placed':
      return now.state === 'verifying' ? placed(now, event.at) : now
  }
}

function interrupted(
  now: Downloading | Extract<SaveRecord, { state: 'verifying' }>,
  { to, part }: Extract<SaveEvent, { type: 'interrupted' }>
): SaveRecord {
  return { ...requestOf(now), part, tries: now.tries - 1, state: to }
}

function failed(
  now: Downloading | Extract<SaveRecord, { state: 'verifying' }>,
  { problem, retryAt, part }: Extract<SaveEvent, { type: 'failed' }>
): SaveRecord {
  if (retryAt === null) return attention(problem, now.tries, null)
  return { ...requestOf(now), part, state: 'waiting', retryAt, problem }
}

const attention = (problem: Problem, tries: number, unnamed: UnnamedFile | null): SaveRecord => ({
  state: 'needs-attention',
  problem,
  tries,
  unnamed
})

function placed(now: UnnamedFile, savedAt: number): SaveRecord {
  const { part, fileName, bytes, sha256, kind, lengthProof, mayHaveGrown } = now
  const state = lengthProof === 'none' ? 'saved-unproven' : 'saved'
  const { folder } = part
  const facts = { folder, fileName, bytes, sha256, kind, lengthProof, mayHaveGrown, savedAt }
  return { state, file: { ...facts, check: 'unchecked', checkedAt: null } }
}

/** What outlasts one try. */
function requestOf({ askedAt, tries, patientUntil, part }: Waiting | Downloading | UnnamedFile) {
  return { askedAt, tries, patientUntil, part }
}
