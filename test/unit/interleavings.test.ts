import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Clock } from '../../src/main/clock.ts'
import {
  createCredentials,
  type Credentials,
  type Ticket
} from '../../src/main/gateway/credentials.ts'
import { createPollWatch, type PollWatch } from '../../src/main/gateway/poll-watch.ts'
import { withReplay } from '../../src/main/gateway/replay.ts'
import { PollLoop } from '../../src/main/session/poll-loop.ts'
import { defaultTimings } from '../../src/main/timings.ts'
import { AppError } from '../../src/shared/errors.ts'

/** How a gateway treats the Guid before the current one. */
interface Rules {
  overlap: boolean
  retcode: '100-006' | '000-003'
  /** After which of its polls it renews the Guid. */
  rotateAt: readonly boolean[]
}

const refused = (retcode: string): AppError => new AppError('gateway-refused', 'no', { retcode })

/** A gateway that renews the Guid with a poll's answer, and keeps book of what it carried out. */
class Gateway {
  readonly #rules: Rules
  #polls = 0
  #guids: string[] = []
  readonly done: number[] = []

  constructor(rules: Rules) {
    this.#rules = rules
    this.#renew()
  }

  get guid(): string {
    return this.#guids.at(-1) ?? ''
  }

  /** Where in the order of renewals a Guid stands. */
  generation(guid: string): number {
    return this.#guids.indexOf(guid)
  }

  poll(ticket: Ticket): string | undefined {
    this.#admit(ticket)
    this.#polls += 1
    return this.#rules.rotateAt[this.#polls - 1] === true ? this.#renew() : undefined
  }

  command(ticket: Ticket, number: number): void {
    this.#admit(ticket)
    this.done.push(number)
  }

  #renew(): string {
    this.#guids.push(`00000000-${this.#guids.length + 1}.AgentGateway0`)
    return `JSESSIONID=${this.guid}`
  }

  #admit({ guid }: Ticket): void {
    const sent = guid?.reveal()
    const older = this.#rules.overlap ? this.#guids.at(-2) : undefined
    if (sent !== this.guid && sent !== older) throw refused(this.#rules.retcode)
  }
}

interface Scene {
  gateway: Gateway
  credentials: Credentials
  polls: PollWatch
  /** Carries a message there or back, sooner or later than others. */
  carry: (label: string) => Promise<void>
}

/** Asks and answers, each on its own way: an answer may come after one that was given later. */
async function exchange<R>(
  { credentials, carry }: Scene,
  ticket: Ticket,
  answer: () => { result: R; setGuid?: string | undefined }
): Promise<R> {
  await carry('there')
  let given: { result: R; setGuid?: string | undefined } | AppError
  try {
    given = answer()
  } catch (thrown) {
    given = AppError.from(thrown)
  }
  await carry('back')
  if (given instanceof AppError) throw given
  credentials.accept(ticket, given.setGuid)
  return given.result
}

/** Pauses pass when the scheduler lets them; limits of time never do. */
const clockOf = (carry: Scene['carry']): Clock => ({
  now: () => 0,
  elapsed: () => 0,
  after(ms, task) {
    let on = true
    if (ms < defaultTimings.pollLimitMs) {
      void carry('pause').then(() => {
        if (on) task()
      })
    }
    return () => {
      on = false
    }
  }
})

async function play(scene: Scene, commands: number, pollCount: number) {
  const { gateway, credentials, polls, carry } = scene
  const ending = new AbortController()
  const { signal } = ending
  const generations: number[] = []
  let left = pollCount
  polls.expect()
  const ended = new PollLoop<never>({
    ...{ clock: clockOf(carry), timings: defaultTimings, random: () => 0.5 },
    poll: async () => {
      const endpoint = { kind: 'poll' } as const
      await withReplay({ credentials, polls, endpoint, signal }, (ticket) =>
        exchange(scene, ticket, () => ({ result: null, setGuid: gateway.poll(ticket) }))
      )
      polls.answered()
      generations.push(gateway.generation(credentials.ticket().guid?.reveal() ?? ''))
      left -= 1
      if (left <= 0) ending.abort()
      return []
    },
    ...{ onAnswer: () => undefined, onFailure: () => undefined }
  }).run(signal)
  const endpoint = { kind: 'command' } as const
  const outcomes = Array.from({ length: commands }, async (_, number) => {
    await carry('click')
    return withReplay({ credentials, polls, endpoint, signal }, (ticket) =>
      exchange(scene, ticket, () => {
        gateway.command(ticket, number)
        return { result: null }
      })
    ).then(
      () => 'done',
      (thrown: unknown) => AppError.from(thrown).retcode ?? 'lost'
    )
  })
  return { ended: await ended, outcomes: await Promise.all(outcomes), generations }
}

const rules = fc.record({
  overlap: fc.boolean(),
  retcode: fc.constantFrom('100-006' as const, '000-003' as const),
  rotateAt: fc.array(fc.boolean(), { minLength: 2, maxLength: 5 })
})

test('P4, P6, P7 in 10,000 interleavings of renewal, refusal, delay and reordering nobody is signed out, no Guid goes back, and nothing is done twice', async () => {
  const seed = Number(process.env['CALLSIDE_SEED'] ?? Date.now() % 0x7fffffff)
  process.stdout.write(`interleavings: CALLSIDE_SEED=${seed} repeats these\n`)
  let repaired = 0
  await fc.assert(
    fc.asyncProperty(
      rules,
      fc.integer({ min: 1, max: 3 }),
      fc.scheduler(),
      async (r, commands, s) => {
        const gateway = new Gateway(r)
        const credentials = createCredentials({ guid: gateway.guid, cookie: null })
        const carry = async (label: string): Promise<void> => {
          await s.schedule(Promise.resolve(), label)
        }
        const polls = createPollWatch({ after: () => () => undefined })
        const scene = { gateway, credentials, polls, carry }
        const played = await s.waitFor(play(scene, commands, r.rotateAt.length + 3))
        expect(played.ended).toEqual({ ended: 'asked' })
        expect([...played.generations].sort((a, b) => a - b)).toEqual(played.generations)
        expect(new Set(gateway.done).size).toBe(gateway.done.length)
        for (const [number, outcome] of played.outcomes.entries()) {
          expect(gateway.done.includes(number)).toBe(outcome === 'done')
        }
        repaired += gateway.done.length
      }
    ),
    { numRuns: 10_000, seed }
  )
  expect(repaired).toBeGreaterThan(10_000)
}, 60_000)
