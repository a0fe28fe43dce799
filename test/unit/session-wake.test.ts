import { describe, expect, test } from 'vitest'
import { networkNews } from '../../src/main/session/wake-watch.ts'
import { modelSeat, type ModelSeat } from '../support/model-seat.ts'

const hours = 3_600_000

/** Polls that began after this moment, in milliseconds from it. */
const pollsSince = ({ gateway }: ModelSeat, moment: number): number[] =>
  gateway.pollsAt.filter((at) => at >= moment).map((at) => at - moment)

describe('a PC that slept', () => {
  test('P05 for 8 h asks once, within 2 s, and learns that it was signed out', async () => {
    const seat = await modelSeat()
    seat.clock.sleep(8 * hours)
    const moment = seat.clock.elapsed()
    seat.resume()
    expect(seat.session.view()).toMatchObject({ state: 'reconnecting', problem: null })
    seat.resume()
    seat.unlock()
    await seat.clock.run(2_000)
    expect(pollsSince(seat, moment)).toHaveLength(1)
    expect(seat.gateway.renewals).toBeGreaterThan(0)
    expect(seat.session.view()).toMatchObject({ state: 'signed-out', reason: 'timed-out' })
    await seat.clock.run(60_000)
    expect(pollsSince(seat, moment)).toHaveLength(1)
    expect(seat.told.filter(({ name }) => name === 'session-timed-out')).toHaveLength(1)
  })

  test('P05 is seen by a late tick where nobody tells of it', async () => {
    const seat = await modelSeat()
    seat.clock.sleep(8 * hours)
    await seat.clock.run(5_000 + 2_000)
    expect(seat.session.view()).toMatchObject({ state: 'signed-out', reason: 'timed-out' })
  })

  test('for a minute goes on as if nothing had been', async () => {
    const seat = await modelSeat()
    seat.clock.sleep(60_000)
    seat.resume()
    expect(seat.state()).toBe('reconnecting')
    await seat.clock.run(2_000)
    await seat.clock.run(11_000)
    expect(seat.state()).toBe('connected')
  })

  test('for a moment shows nothing at all', async () => {
    const seat = await modelSeat()
    seat.clock.sleep(3_000)
    seat.resume()
    await seat.clock.run(20_000)
    expect(seat.views.map(({ view }) => view.state)).not.toContain('reconnecting')
  })

  test('with nobody signed in asks nothing', async () => {
    const seat = await modelSeat()
    await Promise.all([seat.session.signOut(false), seat.clock.run(0)])
    const moment = seat.clock.elapsed()
    seat.clock.sleep(8 * hours)
    seat.resume()
    await seat.clock.run(60_000)
    expect(pollsSince(seat, moment + 1)).toEqual([])
  })
})

describe('a network that comes back', () => {
  test('cuts the back-off short: one poll within 2 s, however many signs there are', async () => {
    const seat = await modelSeat()
    seat.gateway.weather = 'refuses'
    seat.addresses.length = 0
    await seat.clock.run(60_000)
    seat.gateway.weather = 'fair'
    await seat.clock.run(100)
    expect(seat.state()).toBe('reconnecting')
    const moment = seat.clock.elapsed()
    seat.addresses.push('192.0.2.9')
    seat.unlock()
    seat.resume()
    await seat.clock.run(400)
    seat.unlock()
    await seat.clock.run(1_600)
    expect(pollsSince(seat, moment)).toHaveLength(1)
    await seat.clock.run(10_000)
    expect(seat.state()).toBe('connected')
  })

  test('is seen by its addresses alone, and a hanging poll is given up for it', async () => {
    const seat = await modelSeat()
    seat.gateway.weather = 'hangs'
    await seat.clock.run(60_000)
    seat.gateway.weather = 'fair'
    seat.addresses[0] = '198.51.100.3'
    const moment = seat.clock.elapsed()
    await seat.clock.run(3_000)
    expect(pollsSince(seat, moment)).toHaveLength(1)
  })

  test('is news by its addresses only where they say something', () => {
    // One that is gone took its connections along; one more is hope only to somebody who waits.
    expect(networkNews(['a', 'b'], ['b'], false)).toBe(true)
    expect(networkNews(['a'], ['a', 'b'], false)).toBe(false)
    expect(networkNews(['a'], ['a', 'b'], true)).toBe(true)
    expect(networkNews([], ['a'], false)).toBe(true)
    expect(networkNews(['a'], [], true)).toBe(false)
    expect(networkNews(['a'], ['a'], true)).toBe(false)
  })
})
