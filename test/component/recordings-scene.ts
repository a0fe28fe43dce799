import type { RecordingSave, RecordingView } from '../../src/shared/model/recording.ts'
import { agent } from './support.ts'

export const callId = '1552524689-16797284'
export const olderCallId = '1552520100-16797201'

/** A row's id that differs for each number from 0 to 99. */
export const recordingId = (n: number): string =>
  `7a2c1f3e-8f0a-4a53-9a86-0d1f5f0a7c${String(n).padStart(2, '0')}`

const began = Date.UTC(2026, 3, 7, 2, 31, 5)

/** One video recording of {@link callId}; each begins a second after the one before. */
export const recording = (n: number, changes: Partial<RecordingView> = {}): RecordingView => ({
  recordingId: recordingId(n),
  callId,
  agentId: agent.agentId,
  media: 'video',
  source: 'file',
  startedAt: began + n * 1000,
  stoppedAt: began + 540_000,
  failed: false,
  save: { state: 'not-saved' },
  ...changes
})

export const saving = (
  changes: Partial<Extract<RecordingSave, { state: 'saving' }>> = {}
): RecordingSave => ({
  state: 'saving',
  receivedBytes: 12_000_000,
  totalBytes: 48_000_000,
  large: false,
  startedAt: Date.now() - 4_000,
  ...changes
})

export const sha256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'

export const saved = (
  changes: Partial<Extract<RecordingSave, { state: 'saved' }>> = {}
): RecordingSave => ({
  state: 'saved',
  fileName: '20260407-103105-1552524689-16797284.mp4',
  bytes: 48_213_004,
  sha256,
  lengthProof: 'content-length',
  mayHaveGrown: false,
  savedAt: began + 600_000,
  ...changes
})
