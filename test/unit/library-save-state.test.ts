import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as v from 'valibot'
import { advanceSave, isUnderWay, type SaveEvent } from '../../src/main/library/save-state.ts'
import { recordingSave, type RecordingSave } from '../../src/shared/model/recording.ts'

const facts = {
  fileName: 'v.mp4',
  bytes: 9,
  sha256: 'ab',
  lengthProof: 'chunked-end',
  mayHaveGrown: false,
  savedAt: 5
} as const
const start: RecordingSave = { state: 'not-saved' }
const bytes = fc.integer({ min: 0, max: 300_000_000 })

const anyEvent: fc.Arbitrary<SaveEvent> = fc.oneof(
  fc.constant<SaveEvent>({ type: 'asked' }),
  fc.constant<SaveEvent>({ type: 'started', at: 1 }),
  fc.record({
    type: fc.constant('received' as const),
    receivedBytes: bytes,
    totalBytes: fc.option(bytes)
  }),
  fc.record({ type: fc.constant('verifying' as const), receivedBytes: bytes }),
  fc.constant<SaveEvent>({ type: 'saved', facts }),
  fc.constant<SaveEvent>({ type: 'failed', problem: { code: 'file:truncated' } }),
  fc.constant<SaveEvent>({ type: 'cancelled' })
)
const anyHistory = fc.array(anyEvent, { maxLength: 40 })

function after(...events: SaveEvent[]): RecordingSave {
  return events.reduce(advanceSave, start)
}

/** Every step that may happen, as in the diagram. */
const steps: Readonly<Record<RecordingSave['state'], readonly RecordingSave['state'][]>> = {
  'not-saved': ['queued'],
  queued: ['saving', 'failed', 'cancelled'],
  saving: ['saving', 'verifying', 'failed', 'cancelled'],
  verifying: ['saved', 'failed', 'cancelled'],
  saved: ['queued'],
  failed: ['queued'],
  cancelled: ['queued']
}

describe('saving a recording', () => {
  test('goes from the asking to the saved file', () => {
    const saved = after(
      { type: 'asked' },
      { type: 'started', at: 1 },
      { type: 'received', receivedBytes: 9, totalBytes: 9 },
      { type: 'verifying', receivedBytes: 9 },
      { type: 'saved', facts }
    )
    expect(saved).toEqual({ state: 'saved', ...facts })
  })

  test('bytes that land after a cancel change nothing', () => {
    const cancelled = after({ type: 'asked' }, { type: 'started', at: 1 }, { type: 'cancelled' })
    const late: SaveEvent = { type: 'received', receivedBytes: 5, totalBytes: null }
    expect(advanceSave(cancelled, late)).toBe(cancelled)
  })

  test('is large once more than 200 MB are announced or received, and not before', () => {
    const saving = after({ type: 'asked' }, { type: 'started', at: 1 })
    const at = (receivedBytes: number, totalBytes: number | null) =>
      advanceSave(saving, { type: 'received', receivedBytes, totalBytes })
    expect(at(0, 200_000_000)).toMatchObject({ large: false })
    expect(at(0, 200_000_001)).toMatchObject({ large: true })
    expect(at(200_000_001, null)).toMatchObject({ large: true })
  })

  test('takes no step that the diagram does not show, and stays within the model', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        let now = after()
        for (const event of history) {
          const next = advanceSave(now, event)
          if (next !== now) expect(steps[now.state]).toContain(next.state)
          expect(v.is(recordingSave, next)).toBe(true)
          now = next
        }
      })
    )
  })

  test('never goes back in bytes, and what is large stays large', () => {
    fc.assert(
      fc.property(anyHistory, anyEvent, (history, event) => {
        const now = after(...history)
        const next = advanceSave(now, event)
        if (now.state !== 'saving' || next.state !== 'saving') return
        expect(next.receivedBytes).toBeGreaterThanOrEqual(now.receivedBytes)
        expect(next.large || !now.large).toBe(true)
      })
    )
  })

  test('can always be asked for again once it is at rest, and only then', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const now = after(...history)
        const next = advanceSave(now, { type: 'asked' })
        expect(next).toEqual(isUnderWay(now) ? now : { state: 'queued' })
      })
    )
  })
})
