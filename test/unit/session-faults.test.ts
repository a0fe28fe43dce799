import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PollLoop } from '../../src/main/session/poll-loop.ts'
import { defaultTimings } from '../../src/main/timings.ts'
import { sayFree } from '../../src/main/gateway/endpoints/index.ts'
import { AppError } from '../../src/shared/errors.ts'
import { modelSeat } from '../support/model-seat.ts'
import { virtualClock } from '../support/virtual-clock.ts'

const gaps = (times: readonly number[]): number[] =>
  times.slice(1).map((at, index) => Math.round(at - (times[index] ?? 0)))

/** Polls a gateway that is always busy (503 at once), or that hangs, for this long. */
async function storm(fault: 'busy' | 'hangs', ms: number, random: () => number) {
  const clock = virtualClock()
  const pollsAt: number[] = []
  const ending = new AbortController()
  const loop = new PollLoop<never>({
    ...{ clock, timings: defaultTimings, random },
    poll: (signal) => {
      pollsAt.push(clock.elapsed())
      const busy = new AppError('could-not-ask:unexpected-answer', 'HTTP 503')
      if (fault === 'busy') return Promise.reject(busy)
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          reject(new AppError('could-not-ask:cancelled', 'ended'))
        })
      })
    },
    onAnswer: () => undefined,
    onFailure: () => undefined
  })
  const running = loop.run(ending.signal)
  await clock.run(ms)
  ending.abort()
  await clock.run(0)
  await running
  return pollsAt
}

const randoms = fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }))

const dice = (stream: fc.Stream<number>) => (): number => Number(stream.next().value)

describe('the poll', () => {
  test('P01 a thousand idle answers keep the pause of 200 to 500 ms, and say nothing', async () => {
    const seat = await modelSeat(Math.random)
    const { length: first } = seat.gateway.pollsAt
    await seat.clock.run(1_000 * 10_500)
    const pauses = gaps(seat.gateway.pollsAt.slice(first)).map((gap) => gap - 10_000)
    expect(pauses.length).toBeGreaterThan(1_000)
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(200)
    expect(Math.max(...pauses)).toBeLessThanOrEqual(500)
    expect(seat.told.map(({ name }) => name)).toEqual(['signed-in'])
  })

  test('P02 one poll without an answer in 20 s is a chance; the second one is said', async () => {
    const seat = await modelSeat()
    seat.gateway.weather = 'hangs'
    await seat.clock.run(31_000)
    expect(seat.state()).toBe('connected')
    await seat.clock.run(21_000)
    expect(seat.session.view()).toMatchObject({
      state: 'reconnecting',
      problem: { code: 'could-not-ask:timeout' }
    })
  })

  test('P11 five minutes of 503 are at most 25 requests, whatever the dice say', async () => {
    await fc.assert(
      fc.asyncProperty(randoms, async (stream) => {
        const pollsAt = await storm('busy', 300_000, dice(stream))
        expect(pollsAt.length).toBeLessThanOrEqual(25)
        expect(Math.max(...gaps(pollsAt))).toBeLessThanOrEqual(15_000)
      }),
      { numRuns: 200 }
    )
    expect((await storm('busy', 300_000, () => 0)).length).toBe(25)
  })

  test('P11 two PCs that failed in the same moment do not stay together', async () => {
    const last = async (): Promise<number> => (await storm('busy', 60_000, Math.random)).at(-1) ?? 0
    const phases = await Promise.all(
      Array.from({ length: 40 }, async () => (await last()) % 15_000)
    )
    const mean = phases.reduce((sum, phase) => sum + phase, 0) / phases.length
    const spread = Math.sqrt(
      phases.reduce((sum, phase) => sum + (phase - mean) ** 2, 0) / phases.length
    )
    expect(spread).toBeGreaterThan(1_500)
  })

  test('P2 two polls never begin more than 40 s apart, whatever hangs', async () => {
    await fc.assert(
      fc.asyncProperty(randoms, async (stream) => {
        const pollsAt = await storm('hangs', 600_000, dice(stream))
        expect(Math.max(...gaps(pollsAt))).toBeLessThanOrEqual(40_000)
      }),
      { numRuns: 100 }
    )
  })
})

describe('a gateway that is not reached', () => {
  test.each([
    ['P03 for 30 s', 30_000, 'refuses'],
    ['P03 for 90 s', 90_000, 'refuses'],
    ['P03 for 90 s, in silence', 90_000, 'hangs'],
    ['P03 for 90 s, busy', 90_000, 'busy']
  ] as const)('%s: said, and gone on with by itself', async (_name, ms, weather) => {
    const seat = await modelSeat()
    seat.gateway.weather = weather
    await seat.clock.run(ms)
    expect(seat.state()).toBe('reconnecting')
    seat.gateway.weather = 'fair'
    await seat.clock.run(25_000)
    expect(seat.state()).toBe('connected')
    expect(seat.told.map(({ name }) => name)).toEqual(['signed-in', 'reconnecting', 'reconnected'])
  })

  test('P03 is shown within a second, with the moment of the sign-out', async () => {
    const seat = await modelSeat()
    const lastPoll = seat.gateway.pollsAt.at(-1) ?? 0
    seat.gateway.weather = 'refuses'
    await seat.clock.run(10_000)
    const shown = seat.views.find(({ view }) => view.state === 'reconnecting')
    const { at, view } = shown ?? { at: Infinity, view: null }
    expect(at - (lastPoll + 10_000)).toBeLessThan(1_000)
    if (view?.state !== 'reconnecting') throw new Error('not reconnecting')
    expect(view.signedOutAt - view.lastAnswerAt).toBe(120_000)
  })

  test('P03 nothing is sent meanwhile, and it is said at once why', async () => {
    const seat = await modelSeat()
    const { agentId, call } = seat.session.signedIn()
    seat.gateway.weather = 'refuses'
    await seat.clock.run(20_000)
    const asked = call(sayFree, { agentId })
    await expect(asked).rejects.toMatchObject({ code: 'could-not-ask:reconnecting' })
    expect(seat.gateway.done).not.toContain('sayFree')
  })

  test('P04 for 150 s: signed out by time, and told once', async () => {
    const seat = await modelSeat()
    seat.gateway.weather = 'refuses'
    await seat.clock.run(150_000)
    expect(seat.state()).toBe('reconnecting')
    seat.gateway.weather = 'fair'
    await seat.clock.run(16_000)
    expect(seat.session.view()).toMatchObject({ state: 'signed-out', reason: 'timed-out' })
    const names = seat.told.map(({ name }) => name)
    expect(names).toEqual(['signed-in', 'reconnecting', 'session-timed-out'])
    const { length } = seat.gateway.pollsAt
    await seat.clock.run(600_000)
    expect(seat.gateway.pollsAt).toHaveLength(length)
  })

  test('a gateway that came back without its sessions is not called a sign-in elsewhere', async () => {
    const seat = await modelSeat()
    seat.gateway.weather = 'refuses'
    await seat.clock.run(30_000)
    seat.gateway.dropSession()
    seat.gateway.weather = 'fair'
    await seat.clock.run(16_000)
    expect(seat.session.view()).toMatchObject({ reason: 'ended-by-gateway' })
  })

  test.each([
    ['with the event', true],
    ['in silence', false]
  ])('P16 an agent who is put out elsewhere stays out (%s)', async (_name, announced) => {
    const seat = await modelSeat()
    seat.gateway.dropSession({ announced })
    await seat.clock.run(500)
    expect(seat.session.view()).toMatchObject({ state: 'signed-out', reason: 'taken-over' })
    const { length } = seat.gateway.pollsAt
    await seat.clock.run(600_000)
    expect(seat.gateway.pollsAt).toHaveLength(length)
    expect(seat.told.map(({ name }) => name)).toEqual(['signed-in', 'session-taken-over'])
  })

  test.each(['000-004', '105-002', '105-003', '105-004'])(
    'an agent who is moved to another server (%s) waits, and goes on by itself',
    async (retcode) => {
      const seat = await modelSeat()
      seat.gateway.refusals.push(retcode, retcode, retcode)
      await seat.clock.run(11_000)
      expect(seat.state()).toBe('switching-over')
      await seat.clock.run(20_000)
      expect(seat.state()).toBe('connected')
    }
  )

  test.each(['105-001', '105-005', '105-006', '105-007'])(
    'a move that failed (%s) asks for a new sign-in',
    async (retcode) => {
      const seat = await modelSeat()
      seat.gateway.refusals.push('105-002', retcode)
      await seat.clock.run(15_000)
      expect(seat.session.view()).toMatchObject({ reason: 'switch-over-failed' })
    }
  )
})
