import { describe, expect, test } from 'vitest'
import { pause } from '../../src/main/clock.ts'
import { PollLoop, type PollEnd, type PollLoopDeps } from '../../src/main/session/poll-loop.ts'
import { defaultTimings } from '../../src/main/timings.ts'
import { AppError } from '../../src/shared/errors.ts'
import { virtualClock } from '../support/virtual-clock.ts'

type Step = readonly string[] | AppError

interface Run {
  end: PollEnd
  /** The hand-moved clock's time at the start of each poll, in milliseconds. */
  startedAt: readonly number[]
  heard: readonly string[]
  failures: readonly AppError[]
  mostOpenAtOnce: number
}

/** Runs the loop against a gateway that gives these answers, each after `heldMs`. */
async function run(steps: readonly Step[], heldMs = 10_000): Promise<Run> {
  const clock = virtualClock()
  const asked = new AbortController()
  const startedAt: number[] = []
  const heard: string[] = []
  const failures: AppError[] = []
  let open = 0
  let mostOpenAtOnce = 0
  const deps: PollLoopDeps<string> = {
    poll: async (signal) => {
      const step = steps[startedAt.length] ?? []
      startedAt.push(clock.elapsed())
      open += 1
      mostOpenAtOnce = Math.max(mostOpenAtOnce, open)
      await pause(clock, heldMs, signal)
      open -= 1
      if (startedAt.length > steps.length) asked.abort()
      if (step instanceof AppError) throw step
      return step
    },
    onAnswer: (events) => {
      if (events.includes('stumble')) throw new TypeError('a part has a bug')
      heard.push(...events)
    },
    onFailure: (error) => failures.push(error),
    ...{ clock, timings: defaultTimings, random: () => 0.5 }
  }
  const running = new PollLoop(deps).run(asked.signal)
  await clock.run(3_600_000)
  return { end: await running, startedAt, heard, failures, mostOpenAtOnce }
}

const refused = (retcode: string): AppError => new AppError('gateway-refused', 'no', { retcode })
const unreachable = new AppError('could-not-ask:unreachable', 'gone')

/** Times between the end of one poll and the start of the next. */
const pauses = ({ startedAt }: Run, heldMs: number): number[] =>
  startedAt.slice(1).map((at, index) => at - (startedAt[index] ?? 0) - heldMs)

/** When the one answer counts as heard; the PC sleeps for `sleptMs` while it lies in the socket. */
async function heardAfterSleep(sleptMs: number): Promise<number> {
  const clock = virtualClock()
  let slept = 0
  const asked = new AbortController()
  const heardAt = Promise.withResolvers<number>()
  const loop = new PollLoop<string>({
    poll: async (signal) => {
      await pause(clock, 10_000, signal)
      slept = sleptMs
      return []
    },
    onAnswer: (_events, at) => {
      heardAt.resolve(at)
      asked.abort()
    },
    onFailure: () => undefined,
    ...{ clock: { ...clock, now: () => clock.now() + slept } },
    ...{ timings: defaultTimings, random: () => 0.5 }
  })
  const begun = clock.now()
  const running = loop.run(asked.signal)
  await clock.run(60_000)
  await running
  return (await heardAt.promise) - begun
}

describe('the poll loop', () => {
  test('an answer that lay in the socket while the PC slept says no more than that the poll arrived', async () => {
    expect(await heardAfterSleep(0)).toBe(10_000)
    // The gateway counts an agent's silence from the poll: later, and a sign-out by its clock would
    // look like one by somebody else.
    expect(await heardAfterSleep(120_000)).toBe(0)
  })

  test('hands on every event, in order, and never has two polls open', async () => {
    const { heard, mostOpenAtOnce } = await run([['a'], [], ['b', 'c']])
    expect(heard).toEqual(['a', 'b', 'c'])
    expect(mostOpenAtOnce).toBe(1)
  })

  test('asks again 200 to 500 ms after an answer, event or not', async () => {
    const done = await run([['a'], [], ['b'], []])
    for (const ms of pauses(done, 10_000)) expect(ms).toBe(350)
  })

  test('asks a gateway that does not hold polls less and less often, up to every 5 s', async () => {
    const done = await run(Array<Step>(12).fill([]), 5)
    const waits = pauses(done, 5)
    expect(waits[0]).toBe(350)
    expect(waits.at(-1)).toBe(5_000)
    expect([...waits].sort((a, b) => a - b)).toEqual(waits)
  })

  test('goes on after failures of the network, however many', async () => {
    const { end, failures } = await run(Array<Step>(60).fill(unreachable))
    expect(failures).toHaveLength(60)
    expect(end).toEqual({ ended: 'asked' })
  })

  test('outlives a part that stumbles over an event, and says so', async () => {
    const { heard, failures, end } = await run([['a'], ['stumble'], ['b']])
    expect(heard).toEqual(['a', 'b'])
    expect(failures).toMatchObject([{ code: 'unexpected' }])
    expect(end).toEqual({ ended: 'asked' })
  })

  test.each(['000-001', '100-006', '100-008', '105-001', '105-005', '105-006', '105-007'])(
    'ends at once when the gateway says %s',
    async (retcode) => {
      const { end, startedAt } = await run([refused(retcode), ['never fetched']])
      expect(end).toMatchObject({ ended: 'by-gateway', error: { retcode } })
      expect(startedAt).toHaveLength(1)
    }
  )

  test('takes 000-003 for the end only after five in a row', async () => {
    const four = Array<Step>(4).fill(refused('000-003'))
    expect((await run([...four, ['alive'], ...four])).end).toEqual({ ended: 'asked' })
    const { end, startedAt } = await run([...four, refused('000-003'), ['never fetched']])
    expect(end).toMatchObject({ ended: 'by-gateway' })
    expect(startedAt).toHaveLength(5)
  })
})
