import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  advanceCapture,
  asked,
  type CaptureEvent,
  type CaptureState
} from '../../src/main/captures/capture-state.ts'

const problem = { code: 'gateway-refused', retcode: '106-011' } as const
const accepted: CaptureEvent = {
  type: 'answered',
  outcome: 'accepted',
  at: 3,
  serverPath: 'F:/5/1/20220611/1002/1113201.jpg',
  locationId: '256',
  problem: null
}
const picture = {
  state: 'saved',
  fileName: 'p.jpg',
  bytes: 9,
  sha256: 'ab',
  kind: 'image/jpeg'
} as const

const anyEvent: fc.Arbitrary<CaptureEvent> = fc.constantFrom<CaptureEvent>(
  accepted,
  { ...accepted, outcome: 'refused' },
  { ...accepted, outcome: 'failed' },
  { type: 'not-taken', at: 2, problem },
  { type: 'timed-out', at: 60 },
  { type: 'picture-fetching' },
  { type: 'picture-saved', picture },
  { type: 'picture-not-fetched', problem }
)
const anyHistory = fc.array(anyEvent, { maxLength: 20 })
const after = (...events: CaptureEvent[]): CaptureState => events.reduce(advanceCapture, asked)

const steps: Readonly<Record<CaptureState['outcome'], readonly CaptureState['outcome'][]>> = {
  asked: ['accepted', 'refused', 'failed', 'no-answer'],
  'no-answer': ['accepted', 'refused', 'failed'],
  accepted: [],
  refused: [],
  failed: []
}

describe('a capture', () => {
  test('that was accepted names the picture on the server', () => {
    expect(after(accepted)).toMatchObject({
      outcome: 'accepted',
      outcomeAt: 3,
      late: false,
      serverPath: 'F:/5/1/20220611/1002/1113201.jpg',
      locationId: '256'
    })
  })

  test('that had no answer for a minute takes a late one, and says that it was late', () => {
    expect(after({ type: 'timed-out', at: 60 }, accepted)).toMatchObject({
      outcome: 'accepted',
      late: true
    })
  })

  test('that was not taken keeps the reason, and an event about it later changes nothing', () => {
    const failed = after({ type: 'not-taken', at: 2, problem })
    expect(failed).toMatchObject({ outcome: 'failed', problem })
    expect(advanceCapture(failed, accepted)).toBe(failed)
  })

  test('whose picture stayed on the server can be fetched again', () => {
    const onServer = after(
      accepted,
      { type: 'picture-fetching' },
      { type: 'picture-not-fetched', problem }
    )
    expect(onServer.picture).toEqual({ state: 'on-server', problem })
    const saved = [{ type: 'picture-fetching' }, { type: 'picture-saved', picture }] as const
    expect(saved.reduce(advanceCapture, onServer).picture).toEqual(picture)
  })

  test('is answered once, and takes no step that the diagram does not show', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        let now = after()
        for (const event of history) {
          const next = advanceCapture(now, event)
          if (next.outcome !== now.outcome) expect(steps[now.outcome]).toContain(next.outcome)
          now = next
        }
      })
    )
  })

  test('has a picture only where it was accepted, and is late only after "no answer"', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const now = after(...history)
        if (now.outcome !== 'accepted') expect(now.picture.state).toBe('none')
        if (now.late) expect(history.some(({ type }) => type === 'timed-out')).toBe(true)
        expect(now.problem === null || now.outcome === 'failed').toBe(true)
      })
    )
  })
})
