import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  advance,
  idle,
  mayIntercept,
  type Answer,
  type SupervisionState,
  type SupervisionStep
} from '../../src/main/supervision/supervision-state.ts'

const at = 1_000
const key = 1
const begin: SupervisionStep = { type: 'begin', key, workNo: '1003', mode: 'listen', at }
const begun = (answer: Answer): SupervisionStep => ({ type: 'begin-answered', key, answer, at })
const intercepted = (answer: Answer): SupervisionStep => ({
  ...{ type: 'intercept-answered', key, answer, at }
})
const stopped = (answer: Answer, nothingThere = false): SupervisionStep => ({
  ...{ type: 'stop-answered', key, answer, nothingThere, at }
})
const step = (
  type: 'intercept' | 'stop' | 'switch' | 'phone-alive' | 'busy' | 'talking' | 'over'
) => ({ type, at }) satisfies SupervisionStep

const after = (...steps: SupervisionStep[]): SupervisionState => steps.reduce(advance, idle)
const active = [begin, begun('accepted'), step('busy')]
const intercepting = [...active, step('intercept')]

describe('listening', () => {
  test('is active once the gateway has accepted it and said that the inspector is in a call', () => {
    expect(after(begin)).toMatchObject({ stage: 'asked' })
    expect(after(begin, begun('accepted'))).toMatchObject({ stage: 'asked' })
    expect(after(...active)).toMatchObject({ stage: 'active', workNo: '1003', mode: 'listen' })
  })

  test('is active as well where the event overtakes the answer', () => {
    expect(after(begin, step('busy'))).toMatchObject({ stage: 'asked' })
    expect(after(begin, step('busy'), begun('accepted'))).toMatchObject({ stage: 'active' })
  })

  test('is over when the gateway refuses it', () => {
    expect(after(begin, begun('refused'))).toBe(idle)
  })

  test('has an unknown outcome when the answer is lost, and a call of the inspector settles nothing', () => {
    const lost = after(begin, begun('lost'), step('busy'))
    expect(lost).toMatchObject({ stage: 'outcome-unknown', of: 'begin' })
    expect(mayIntercept(lost)).toBe(false)
  })

  test.each(['over'] as const)('ends by the event "%s" wherever it is', (type) => {
    for (const steps of [
      active,
      intercepting,
      [begin, begun('lost')],
      [begin, begun('accepted')]
    ]) {
      expect(after(...steps, step(type))).toBe(idle)
    }
  })

  test('does not end by the last event of the call before', () => {
    expect(after(begin, step('over'))).toMatchObject({ stage: 'asked' })
    expect(after(begin, step('phone-alive'), step('over'))).toBe(idle)
  })

  test('is not begun twice', () => {
    const again: SupervisionStep = { ...begin, key: 2, workNo: '1004' }
    for (const steps of [[begin], active, intercepting]) {
      expect(after(...steps, again)).toEqual(after(...steps))
    }
  })

  test('is not touched by the answer to an older request', () => {
    const newer: SupervisionStep = { ...begin, key: 2 }
    const now = after(...active, step('over'), newer)
    expect(advance(now, begun('accepted'))).toBe(now)
    expect(advance(now, stopped('accepted'))).toBe(now)
  })
})

describe('intercept', () => {
  test('has the customer when the gateway says that the inspector talks', () => {
    expect(after(...intercepting)).toMatchObject({ stage: 'intercepting' })
    expect(after(...intercepting, intercepted('accepted'))).toMatchObject({ stage: 'intercepting' })
    expect(after(...intercepting, step('talking'))).toMatchObject({ stage: 'customer' })
  })

  test('goes back to listening when the gateway says no', () => {
    expect(after(...intercepting, intercepted('refused'))).toMatchObject({ stage: 'active' })
  })

  test('stays unknown after a lost answer until an event tells', () => {
    const lost = after(...intercepting, intercepted('lost'))
    expect(lost).toMatchObject({ stage: 'outcome-unknown', of: 'intercept' })
    expect(advance(lost, step('intercept'))).toBe(lost)
    expect(advance(lost, step('busy'))).toBe(lost)
    expect(advance(lost, step('talking'))).toMatchObject({ stage: 'customer' })
    expect(advance(lost, step('over'))).toBe(idle)
  })

  test('keeps the customer whatever a late answer says', () => {
    const customer = after(...intercepting, step('talking'))
    for (const answer of ['accepted', 'refused', 'lost'] as const) {
      expect(advance(customer, intercepted(answer))).toBe(customer)
    }
  })

  test('is not taken while a stop or a switch is under way', () => {
    for (const other of ['stop', 'switch'] as const) {
      const now = after(...active, step(other))
      expect(mayIntercept(now)).toBe(false)
      expect(advance(now, step('intercept'))).toBe(now)
    }
    expect(after(...active, step('stop'), stopped('accepted'), step('intercept'))).toMatchObject({
      stage: 'active'
    })
  })

  test('a call of the inspector while listening is no intercept', () => {
    expect(after(...active, step('talking'))).toEqual(after(...active))
  })
})

describe('stopping', () => {
  test('waits for the event that says so', () => {
    const accepted = after(...active, step('stop'), stopped('accepted'))
    expect(accepted).toMatchObject({ stage: 'active', stopping: 'accepted' })
    expect(advance(accepted, step('over'))).toBe(idle)
  })

  test('goes on listening when the gateway says no', () => {
    expect(after(...active, step('stop'), stopped('refused'))).toEqual(after(...active))
  })

  test('a lost answer leaves the outcome unknown, and asking again settles it', () => {
    const lost = after(...active, step('stop'), stopped('lost'))
    expect(lost).toMatchObject({ stage: 'outcome-unknown', of: 'stop' })
    expect(advance(advance(lost, step('stop')), stopped('refused', true))).toBe(idle)
    expect(advance(advance(lost, step('stop')), stopped('accepted'))).toBe(idle)
    expect(advance(advance(lost, step('stop')), stopped('refused'))).toEqual(lost)
  })

  test('ends what has not begun to ring yet', () => {
    expect(after(begin, begun('accepted'), step('stop'), stopped('accepted'))).toBe(idle)
    expect(after(begin, begun('accepted'), step('stop'), stopped('refused', true))).toBe(idle)
  })

  test('a "nothing there" that overtook the beginning ends nothing', () => {
    expect(after(begin, step('stop'), stopped('refused', true), begun('accepted'))).toMatchObject({
      stage: 'asked'
    })
  })

  test('tells nothing about an intercept whose answer was lost', () => {
    const lost = after(...intercepting, intercepted('lost'))
    for (const answer of ['accepted', 'refused', 'lost'] as const) {
      expect(advance(advance(lost, step('stop')), stopped(answer, true))).toEqual(lost)
    }
  })
})

describe('switching', () => {
  const switched = (answer: Answer): SupervisionStep => ({
    ...{ type: 'switch-answered', key, answer, mode: 'whisper' }
  })

  test('changes the mode when the gateway accepts it, and only then', () => {
    const asked = after(...active, step('switch'))
    expect(advance(asked, switched('accepted'))).toMatchObject({ mode: 'whisper', stage: 'active' })
    expect(advance(asked, switched('refused'))).toEqual(after(...active))
    expect(advance(asked, switched('lost'))).toMatchObject({ mode: 'listen', doubt: 'whisper' })
  })

  test('whose answer was lost is settled by another switch, or by a stop that finds nothing', () => {
    const lost = after(...active, step('switch'), switched('lost'))
    expect([step('switch'), switched('accepted')].reduce(advance, lost)).toMatchObject({
      ...{ mode: 'whisper', doubt: null }
    })
    expect([step('stop'), stopped('refused', true)].reduce(advance, lost)).toMatchObject({
      ...{ stage: 'active', mode: 'whisper', doubt: null, stopping: 'no' }
    })
  })
})

const answers = fc.constantFrom<Answer>('accepted', 'refused', 'lost')
const keys = fc.integer({ min: 1, max: 2 })
const steps: fc.Arbitrary<SupervisionStep> = fc.oneof(
  fc.record({
    ...{ type: fc.constant('begin' as const), key: keys, at: fc.nat() },
    ...{ workNo: fc.constantFrom('1003', '1004'), mode: fc.constant('listen' as const) }
  }),
  fc.record({
    type: fc.constantFrom('intercept', 'stop', 'switch', 'phone-alive', 'busy', 'talking', 'over'),
    at: fc.nat()
  }),
  fc.record({
    type: fc.constantFrom('begin-answered' as const, 'intercept-answered' as const),
    ...{ key: keys, answer: answers, at: fc.nat() }
  }),
  fc.record({
    type: fc.constant('stop-answered' as const),
    ...{ key: keys, answer: answers, nothingThere: fc.boolean(), at: fc.nat() }
  })
)

test('whatever happens, an intercept is sent from "active" alone and leaves it at once', () => {
  fc.assert(
    fc.property(fc.array(steps, { maxLength: 60 }), (list) => {
      let now: SupervisionState = idle
      for (const taken of list) {
        const next = advance(now, taken)
        if (next.stage === 'intercepting' && now.stage !== 'intercepting') {
          expect(taken.type).toBe('intercept')
          expect(now).toMatchObject({ stage: 'active', stopping: 'no', switching: false })
          expect(mayIntercept(next)).toBe(false)
        }
        // Only the customer's own events lead to the customer, and only after an intercept.
        if (next.stage === 'customer' && now.stage !== 'customer') {
          expect(taken.type).toBe('talking')
          expect(['intercepting', 'outcome-unknown']).toContain(now.stage)
        }
        // A lost intercept never becomes "active" again: nothing could send a second one.
        if (now.stage === 'outcome-unknown' && now.of === 'intercept') {
          expect(['outcome-unknown', 'customer', 'idle']).toContain(next.stage)
        }
        now = next
      }
    }),
    { numRuns: 2_000 }
  )
})
