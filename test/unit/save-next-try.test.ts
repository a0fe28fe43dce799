import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eventAfter, type AfterTry } from '../../src/main/library/queue/after-try.ts'
import { mostTries, nextTry, type TryFacts } from '../../src/main/library/queue/next-try.ts'
import type { SaveFault } from '../../src/main/library/saving/save-fault.ts'
import { errorCodes } from '../../src/shared/errors.ts'
import { emptyPart, keptPart } from '../support/save-records.ts'

const now = 1_000_000
const facts = (changes: Partial<TryFacts>): TryFacts => ({
  problem: { code: 'file:truncated' },
  ...{ tries: 1, retryAfterMs: null, now, random: 0.5 },
  ...changes
})

describe('a save that failed is tried again', () => {
  const passing = [
    ...['could-not-ask:unreachable', 'could-not-ask:timeout', 'could-not-ask:name-unknown'],
    ...['could-not-ask:stalled', 'could-not-ask:server-busy', 'file:truncated', 'file:missing'],
    'file:locked',
    ...['could-not-ask:proxy-unreachable', 'could-not-ask:proxy-refused', 'could-not-ask:portal'],
    ...['could-not-ask:proxy-credentials', 'transfer-ended']
  ]

  test.each(errorCodes)('or not, for the first time, by its reason: %s', (code) => {
    const again = nextTry(facts({ problem: { code } })) !== null
    expect(again).toBe([...passing, 'file:too-long'].includes(code))
  })

  test.each(errorCodes)('or not, for the second time, by its reason: %s', (code) => {
    const again = nextTry(facts({ problem: { code }, tries: 2 })) !== null
    expect(again).toBe(passing.includes(code))
  })

  test('where the gateway does not know the sign-in, which may be past', () => {
    const unknown = { code: 'gateway-refused', retcode: '100-006' } as const
    expect(nextTry(facts({ problem: unknown }))).not.toBeNull()
    expect(nextTry(facts({ problem: { ...unknown, retcode: '100-007' } }))).toBeNull()
  })

  test('five times in all, and then left to the agent', () => {
    expect(mostTries).toBe(5)
    expect(nextTry(facts({ tries: 4 }))).not.toBeNull()
    expect(nextTry(facts({ tries: 5 }))).toBeNull()
  })

  test.each([
    [1, 500],
    [2, 1_000],
    [3, 2_000],
    [4, 4_000]
  ])('after pauses that double: after try %i half of the longest is %i ms', (tries, halfMs) => {
    expect(nextTry(facts({ tries }))).toBe(now + halfMs)
  })

  test('at a time that PCs do not share: anywhere from now to the longest pause', () => {
    expect(nextTry(facts({ tries: 3, random: 0 }))).toBe(now)
    expect(nextTry(facts({ tries: 3, random: 0.25 }))).toBe(now + 1_000)
    expect(nextTry(facts({ tries: 1, random: 0.000_6 }))).toBe(now + 1)
  })

  test('not before the server asked for, and at most ten minutes later', () => {
    const wait = (retryAfterMs: number) => nextTry(facts({ retryAfterMs }))
    expect(wait(100)).toBe(now + 500)
    expect(wait(20_000)).toBe(now + 20_000)
    expect(wait(600_001)).toBe(now + 600_000)
  })
})

test('a part that is locked is tried as long as it is, each minute at most', () => {
  for (const tries of [1, 5, 500]) {
    const at = nextTry(facts({ problem: { code: 'file:locked' }, tries }))
    expect(at).toBeGreaterThan(now)
    expect(at).toBeLessThanOrEqual(now + 60_000)
  }
})

describe('where a row goes after a try', () => {
  const fetching: SaveFault = {
    ...{ stage: 'fetching', problem: { code: 'file:truncated' } },
    ...{ retryAfterMs: null, part: null, neededBytes: null }
  }
  const naming: SaveFault = { ...fetching, stage: 'naming', problem: { code: 'file:locked' } }
  const after = (changes: Partial<AfterTry> = {}): AfterTry => ({
    ...{ stop: null, signedIn: true, tries: 1, patientUntil: null, part: keptPart },
    ...{ now, random: 0.5 },
    ...changes
  })

  test('cancelled by the agent: cancelled, whatever else happened', () => {
    for (const fault of [fetching, naming]) {
      expect(eventAfter(fault, after({ stop: 'cancel', signedIn: false }))).toEqual({
        type: 'cancelled'
      })
    }
  })

  test('with all its bytes here: it only needs its name', () => {
    const unnamed = { type: 'unnamed', problem: naming.problem }
    for (const changes of [{}, { stop: 'pause' }, { stop: 'hold' }, { signedIn: false }] as const) {
      expect(eventAfter(naming, after(changes))).toEqual(unnamed)
    }
  })

  test.each(['file:missing', 'file:damaged'] as const)(
    'with bytes that are gone after all (%s): as if they had never come',
    (code) => {
      const event = eventAfter({ ...naming, problem: { code } }, after())
      const retryAt = code === 'file:missing' ? now + 500 : null
      expect(event).toEqual({ type: 'failed', problem: { code }, retryAt, part: keptPart })
    }
  )

  test.each([
    ['paused by the agent', { stop: 'pause' }, 'paused'],
    ['paused by the agent, signed out', { stop: 'pause', signedIn: false }, 'paused'],
    ['put back by us', { stop: 'hold' }, 'queued'],
    ['put back by us, signed out', { stop: 'hold', signedIn: false }, 'waiting-sign-in'],
    ['signed out', { signedIn: false }, 'waiting-sign-in']
  ] as const)('%s: interrupted, with what it has', (_why, changes, to) => {
    const interrupted = { type: 'interrupted', to, part: keptPart }
    expect(eventAfter(fetching, after(changes))).toEqual(interrupted)
  })

  test('failed: with its reason, its next try and what is left of it', () => {
    const failed = { type: 'failed', problem: fetching.problem, part: keptPart }
    expect(eventAfter(fetching, after())).toEqual({ ...failed, retryAt: now + 500 })
    expect(eventAfter(fetching, after({ tries: 5 }))).toEqual({ ...failed, retryAt: null })
    const asked = { ...fetching, retryAfterMs: 5_000 }
    expect(eventAfter(asked, after({ part: emptyPart }))).toEqual({
      ...failed,
      ...{ retryAt: now + 5_000, part: emptyPart }
    })
  })

  test('not there yet: waited out while somebody is patient, refused at once otherwise', () => {
    const problem = { code: 'gateway-refused', retcode: '104-005' } as const
    const notYet = { ...fetching, problem }
    const until = now + 3_600_000
    expect(eventAfter(notYet, after({ patientUntil: until, tries: 9 }))).toMatchObject({
      retryAt: expect.any(Number) as number
    })
    expect(eventAfter(notYet, after({ patientUntil: now }))).toMatchObject({ retryAt: null })
    expect(eventAfter(notYet, after())).toMatchObject({ retryAt: null })
  })

  test('no pause is ever negative, and none is longer than the server or we allow', () => {
    fc.assert(
      fc.property(
        fc.record({
          tries: fc.integer({ min: 1, max: 4 }),
          random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
          retryAfterMs: fc.option(fc.integer({ min: 0, max: 10 ** 9 }))
        }),
        (changes) => {
          const pauseMs = (nextTry(facts(changes)) ?? NaN) - now
          const { tries, retryAfterMs } = changes
          expect(pauseMs).toBeGreaterThanOrEqual(Math.min(retryAfterMs ?? 0, 600_000))
          const longest = Math.max(1_000 * 2 ** (tries - 1), Math.min(retryAfterMs ?? 0, 600_000))
          expect(pauseMs).toBeLessThanOrEqual(longest)
        }
      )
    )
  })
})
