import { describe, expect, test } from 'vitest'
import {
  advanceLeaving,
  type LeavingEvent,
  type LeavingState
} from '../../src/main/leaving/leaving-state.ts'
import { openLeaving, settled } from '../support/leaving-bench.ts'

describe('the way out', () => {
  const after = (...events: LeavingEvent[]): LeavingState =>
    events.reduce<LeavingState>((state, event) => advanceLeaving(state, event).state, 'staying')

  test('a wish is never swallowed while a question stands', () => {
    const asked = after('wished', 'refused')
    expect(asked).toBe('in-question')
    expect(advanceLeaving(asked, 'wished')).toEqual({
      ...{ state: 'in-question', effects: ['show-question'] }
    })
  })
  test('an answer that comes after the question was taken back decides nothing', () => {
    const again = after('wished', 'refused', 'question-void')
    expect(again).toBe('trying')
    for (const event of ['answered-stay', 'answered-go'] as const) {
      expect(advanceLeaving(again, event)).toEqual({ state: 'trying', effects: [] })
    }
  })
  test('what the system says cannot be taken back, from wherever it comes', () => {
    for (const state of ['staying', 'trying', 'in-question'] as const) {
      const { state: next, effects } = advanceLeaving(state, 'told')
      expect(next).toBe('leaving')
      expect(effects).toContain('finish')
      expect(effects).not.toContain('ask')
    }
    expect(advanceLeaving('leaving', 'answered-stay').state).toBe('leaving')
  })
  test('the app ends once', () => {
    expect(advanceLeaving('leaving', 'time-up').effects).toEqual(['end'])
    expect(advanceLeaving('gone', 'finished').effects).toEqual([])
  })
})

describe('closing the window', () => {
  test.each([
    ['win32', 'minimise'],
    ['linux', 'minimise'],
    ['darwin', 'hide']
  ] as const)('on %s without an icon in the tray: %s', (platform, what) => {
    expect(openLeaving({ platform, tray: false }).leaving.closingWindow()).toBe(what)
    expect(openLeaving({ platform, tray: true }).leaving.closingWindow()).toBe('hide')
  })
})

describe('quitting', () => {
  test('nobody signed in: the app is held, closes everything, and goes', async () => {
    const { leaving, done } = openLeaving({ signedIn: false })
    expect(leaving.take('before-quit')).toBe(true)
    await settled()
    expect(done).toEqual(['close', 'end'])
    expect(leaving.take('before-quit')).toBe(false)
    expect(leaving.closingWindow()).toBe('close')
  })
  test('in a call: asked, answered late with stay, asked anew, answered with go', async () => {
    const { leaving, done, answer } = openLeaving({ inCall: true })
    leaving.take('before-quit')
    await settled()
    expect(done).toEqual(['sign out', 'ask'])
    expect(leaving.closingWindow()).toBe('show-question')
    answer(false)
    await settled()
    expect(leaving.closingWindow()).toBe('hide')
    expect(leaving.take('before-quit')).toBe(true)
    await settled()
    answer(true)
    await settled()
    expect(done.slice(2)).toEqual(['sign out', 'ask', 'sign out by force', 'close', 'end'])
  })
  test('asked twice: the one question is shown again', async () => {
    const { leaving, done, answer } = openLeaving({ inCall: true })
    leaving.take('before-quit')
    await settled()
    expect(leaving.take('before-quit')).toBe(true)
    expect(leaving.take('before-quit')).toBe(true)
    await settled()
    expect(done).toEqual(['sign out', 'ask', 'show question', 'show question'])
    answer(true)
    await settled()
    expect(done.at(-1)).toBe('end')
  })
  test('the call ends while the question stands: it is taken back, and the app goes', async () => {
    const { leaving, done, seat, answer } = openLeaving({ inCall: true })
    leaving.take('before-quit')
    await settled()
    leaving.look()
    await settled()
    expect(done).toEqual(['sign out', 'ask'])
    seat.inCall = false
    leaving.look()
    answer(false)
    await settled()
    expect(done.slice(2)).toEqual(['withdraw', 'sign out', 'close', 'end'])
  })
  test('the session ends while the question stands: the app goes', async () => {
    const { leaving, done, seat } = openLeaving({ inCall: true })
    leaving.take('before-quit')
    await settled()
    seat.signedIn = false
    leaving.look()
    await settled()
    expect(done.slice(2)).toEqual(['withdraw', 'close', 'end'])
  })
  test('refused without a call that we know of: the question stands until it is answered', async () => {
    const { leaving, done, seat } = openLeaving({ inCall: true })
    seat.knownCall = false
    leaving.take('before-quit')
    await settled()
    leaving.look()
    await settled()
    expect(done).toEqual(['sign out', 'ask'])
  })
  test('a dialog that cannot be shown keeps the agent in the call, and is told', async () => {
    const { leaving, faults, failToAsk } = openLeaving({ inCall: true })
    leaving.take('before-quit')
    await settled()
    failToAsk()
    await settled()
    expect(faults).toEqual(['asking before leaving'])
    expect(leaving.closingWindow()).toBe('hide')
  })
  test('files that do not end hold the app up for 20 s, not for ever', async () => {
    const { leaving, done, clock, seat, faults } = openLeaving({ signedIn: false })
    seat.closes = false
    leaving.take('before-quit')
    await settled()
    clock.advance(19_999)
    expect(done).toEqual(['close'])
    clock.advance(1)
    expect(done).toEqual(['close', 'end'])
    expect(faults).toEqual(['leaving took too long'])
  })
})

describe('the system ends the app', () => {
  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    '%s in a call asks nobody',
    async (signal) => {
      const { leaving, done } = openLeaving({ inCall: true })
      leaving.take(signal)
      await settled()
      expect(done).toEqual(['sign out by force', 'close', 'end'])
    }
  )
  test('while the question stands: it is taken back', async () => {
    const { leaving, done } = openLeaving({ inCall: true })
    leaving.take('before-quit')
    await settled()
    expect(leaving.take('shutdown')).toBe(true)
    await settled()
    expect(done.slice(2)).toEqual(['withdraw', 'sign out by force', 'close', 'end'])
  })
  test('a gateway that is silent gets half of the time, the files the rest', async () => {
    const { leaving, done, clock, seat } = openLeaving({ inCall: true })
    seat.answers = false
    leaving.take('shutdown')
    await settled()
    clock.advance(1_999)
    await settled()
    expect(done).toEqual(['sign out by force'])
    clock.advance(1)
    await settled()
    expect(done).toEqual(['sign out by force', 'close', 'end'])
  })
  test('a person had begun to quit: the time of the system holds, and a second sign adds none', async () => {
    const { leaving, done, clock, seat } = openLeaving({ signedIn: false })
    seat.closes = false
    leaving.take('before-quit')
    await settled()
    leaving.take('SIGTERM')
    clock.advance(3_000)
    leaving.take('SIGTERM')
    clock.advance(1_000)
    expect(done).toEqual(['close', 'end'])
  })
})

describe('an update', () => {
  test('windows close before the app is asked, also while it signs out', async () => {
    const { leaving, done } = openLeaving({ platform: 'darwin' })
    expect(leaving.take('before-quit-for-update')).toBe(false)
    expect(leaving.closingWindow()).toBe('close')
    await settled()
    expect(done).toEqual(['sign out', 'close', 'end'])
    expect(leaving.take('before-quit')).toBe(false)
  })
  test('in a call it asks; who stays has a window that hides again', async () => {
    const { leaving, done, answer } = openLeaving({ platform: 'darwin', inCall: true })
    leaving.take('before-quit-for-update')
    await settled()
    expect(done).toEqual(['sign out', 'ask'])
    expect(leaving.take('before-quit')).toBe(true)
    answer(false)
    await settled()
    expect(leaving.closingWindow()).toBe('hide')
  })
})
