import { describe, expect, test } from 'vitest'
import { openLeaving, settled } from '../support/leaving-bench.ts'

const atOnce = 'sign out at once, within 3000 ms'

describe('Windows logs off', () => {
  test('Windows may end the session: an idle agent is signed out, a call keeps its agent', async () => {
    const idle = openLeaving({ platform: 'win32' })
    expect(idle.leaving.take('query-session-end')).toBe(false)
    await settled()
    expect(idle.done).toEqual(['sign out'])
    expect(idle.leaving.closingWindow()).toBe('hide')

    const busy = openLeaving({ platform: 'win32', inCall: true })
    busy.leaving.take('query-session-end')
    await settled()
    expect(busy.done).toEqual(['sign out'])
    expect(busy.leaving.take('session-end')).toBe(false)
    await settled()
    expect(busy.done).toEqual(['sign out', atOnce, 'close', 'end'])
  })
  test('Windows ends the session: the sign-out is over when the handler returns', () => {
    const { leaving, done, seat } = openLeaving({ platform: 'win32', inCall: true })
    leaving.take('session-end')
    expect(done[0]).toBe(atOnce)
    expect(seat.signedIn).toBe(false)
  })
  test('Windows ends the session while the question stands: it is taken back, nobody is asked', async () => {
    const { leaving, done } = openLeaving({ platform: 'win32', inCall: true })
    leaving.take('before-quit')
    await settled()
    leaving.take('session-end')
    await settled()
    expect(done.slice(2)).toEqual([atOnce, 'withdraw', 'close', 'end'])
  })
  test('a gateway that is silent: once more without waiting, and over within what Windows gives', async () => {
    const { leaving, done, clock, seat, faults } = openLeaving({ platform: 'win32', inCall: true })
    seat.answers = false
    leaving.take('session-end')
    expect(faults).toEqual(['signing out at once'])
    expect(clock.elapsed()).toBe(3_000)
    await settled()
    expect(done).toEqual([atOnce, 'sign out by force'])
    clock.advance(500)
    await settled()
    expect(done.slice(2)).toEqual(['close', 'end'])
  })
  test('nobody signed in: Windows is not kept waiting', async () => {
    const { leaving, done } = openLeaving({ platform: 'win32', signedIn: false })
    leaving.take('session-end')
    await settled()
    expect(done).toEqual(['close', 'end'])
  })
})
