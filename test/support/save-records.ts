import type { SaveEvent } from '../../src/main/library/queue/advance.ts'
import type { PartRecord, SaveRecord } from '../../src/main/library/queue/save-record.ts'
import type { Problem } from '../../src/shared/model/problem.ts'

type State = SaveRecord['state']

export const cut: Problem = { code: 'file:truncated' }

export const emptyPart: PartRecord = { folder: '/videos', partName: 'one.part', kept: null }

/** A part that can be continued. */
export const keptPart: PartRecord = {
  ...emptyPart,
  kept: { bytes: 1_000, totalBytes: 5_000, validator: { etag: '"1"' } }
}

const request = { askedAt: 1_000, tries: 2, patientUntil: 9_000, part: keptPart }

/** What came, as the row that waits for its name knows it. */
export const arrived = {
  fileName: 'video.mp4',
  bytes: 5_000,
  sha256: 'ab'.repeat(32),
  kind: 'mp4',
  lengthProof: 'content-length',
  mayHaveGrown: true
} as const

const unnamed = { ...request, ...arrived, startedAt: 2_000, startedAgain: false }

const file = { ...arrived, folder: '/videos', savedAt: 3_000, check: 'unchecked', checkedAt: null }

/** One save in each state, as rich as it can be. */
export const records = {
  'not-saved': { state: 'not-saved' },
  queued: { state: 'queued', ...request },
  'waiting-sign-in': { state: 'waiting-sign-in', ...request },
  waiting: { state: 'waiting', ...request, retryAt: 8_000, problem: cut },
  paused: { state: 'paused', ...request },
  downloading: { state: 'downloading', ...request, startedAt: 2_000, startedAgain: false },
  verifying: { state: 'verifying', ...unnamed },
  saved: { state: 'saved', file: { ...file, check: 'unchecked' } },
  'saved-unproven': {
    state: 'saved-unproven',
    file: { ...file, check: 'unchecked', lengthProof: 'none' }
  },
  'needs-attention': { state: 'needs-attention', problem: cut, tries: 5, unnamed: null },
  cancelled: { state: 'cancelled' }
} satisfies { readonly [S in State]: Extract<SaveRecord, { state: S }> }

/** One that only needs its name. */
export const stuckAtItsName: SaveRecord = {
  state: 'needs-attention',
  problem: { code: 'file:locked' },
  tries: 2,
  unnamed
}

/** One event of each type. */
export const events = {
  asked: { type: 'asked', at: 7_000, patientUntil: null },
  'signed-in': { type: 'signed-in' },
  'signed-out': { type: 'signed-out' },
  due: { type: 'due' },
  paused: { type: 'paused' },
  started: { type: 'started', at: 7_000, part: emptyPart },
  arrived: { type: 'arrived', ...arrived, startedAgain: false },
  renamed: { type: 'renamed', fileName: 'video (2).mp4' },
  placed: { type: 'placed', at: 7_000 },
  interrupted: { type: 'interrupted', to: 'queued', part: emptyPart },
  failed: { type: 'failed', problem: cut, retryAt: 9_500, part: emptyPart },
  unnamed: { type: 'unnamed', problem: { code: 'file:locked' } },
  cancelled: { type: 'cancelled' },
  checked: { type: 'checked', check: 'changed', at: 7_000 }
} satisfies { readonly [T in SaveEvent['type']]: Extract<SaveEvent, { type: T }> }
