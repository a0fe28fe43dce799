import type { CallMedia, CaptureAnswer } from './call.ts'
import type { RecordOptions } from './recordings.ts'

/** One call of the scripted day. Times in milliseconds, before `speed` shortens them. */
export interface PlannedCall {
  media: CallMedia
  caller: string
  /** Call-associated data that the call brings along. */
  data: string
  /** From the moment the agent is free until the phone rings. */
  afterMs: number
  /** From the answer to the customer's hanging up. */
  talkMs: number
  recording: RecordOptions | null
  /** Recording stops this long before the end; 0: with the call. */
  stopEarlyMs: number
  captures: readonly CaptureAnswer[]
  /** The video drops in the middle and new access information comes. */
  drops: boolean
}

const usual = {
  afterMs: 8_000,
  talkMs: 90_000,
  stopEarlyMs: 0,
  captures: [],
  drops: false,
  data: ''
} as const

/** How long an unanswered call rings. */
export const patienceMs = 30_000

/** From the answer until the platform begins to record. */
export const recordAfterMs = 2_000

/** A day of calls with everything that happens at a real desk. After the last it begins anew. */
export const dayPlan: readonly PlannedCall[] = [
  {
    ...usual,
    media: 'h5',
    caller: '13800010001',
    data: 'ticket=4711;topic=router',
    afterMs: 3_000,
    talkMs: 180_000,
    recording: { kind: 'video' },
    captures: ['accept', 'accept', 'refuse', 'accept']
  },
  {
    ...usual,
    media: 'voice',
    caller: '13800010002',
    data: 'ticket=4712;topic=invoice',
    recording: { kind: 'audio' }
  },
  {
    ...usual,
    media: 'h5',
    caller: '13800010003',
    recording: { kind: 'conference' },
    captures: ['refuse', 'accept'],
    stopEarlyMs: 10_000
  },
  {
    ...usual,
    media: 'h5',
    caller: '13800010004',
    data: 'ticket=4713;topic=parcel',
    talkMs: 150_000,
    recording: { kind: 'video' },
    captures: ['fail', 'accept'],
    drops: true
  },
  {
    ...usual,
    media: 'h5',
    caller: '13800010005',
    recording: { kind: 'video', fails: true },
    captures: ['silent', { lateMs: 65_000 }, 'accept']
  },
  { ...usual, media: 'voice', caller: '13800010006', talkMs: 40_000, recording: null }
]
