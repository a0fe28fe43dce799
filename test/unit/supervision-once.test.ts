import fc from 'fast-check'
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { later, lostReply, refusedWith, settled } from '../support/fake-signed-in.ts'
import { supervisionBench, talking, target } from '../support/supervision-bench.ts'

type Bench = ReturnType<typeof supervisionBench>

type Deed =
  | { type: 'open' }
  | { type: 'confirm'; which: number; by: 'typing' | 'holding' | 'mistyping'; times: number }
  | { type: 'reply'; how: 'accepted' | 'refused' | 'lost' }
  | { type: 'disk'; how: 'slow' | 'full' | 'well' }
  | { type: 'wait'; ms: number }
  | { type: 'other'; what: 'stop' | 'switch' | 'listen' }
  | { type: 'event'; eventType: string }

const deeds: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 5, arbitrary: fc.constant({ type: 'open' as const }) },
  {
    weight: 8,
    arbitrary: fc.record({
      type: fc.constant('confirm' as const),
      // 0 is the newest token, larger ones are older: a page that repeats itself.
      which: fc.nat({ max: 3 }),
      by: fc.constantFrom(
        'typing' as const,
        'typing' as const,
        'holding' as const,
        'mistyping' as const
      ),
      times: fc.integer({ min: 1, max: 4 })
    })
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('reply' as const),
      how: fc.constantFrom('accepted' as const, 'refused' as const, 'lost' as const)
    })
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('disk' as const),
      how: fc.constantFrom('slow' as const, 'full' as const, 'well' as const)
    })
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('wait' as const),
      ms: fc.constantFrom(10, 500, 1_000, 130_000)
    })
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('other' as const),
      what: fc.constantFrom('stop' as const, 'switch' as const, 'listen' as const)
    })
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('event' as const),
      eventType: fc.constantFrom('AgentEvent_Talking', 'AgentState_Busy', 'AgentState_Ready')
    })
  }
)

const nothing = (): undefined => undefined

/** A page that does whatever it likes, an inspector, a disk and a wire that counts. */
async function stage() {
  const replies: ReturnType<typeof later>[] = []
  const disk: ReturnType<typeof later>[] = []
  const tokens: string[] = []
  const bench = supervisionBench({
    intercept(request) {
      const reply = later()
      replies.push(reply)
      return reply.answer(request)
    }
  })
  await bench.listening()
  return { bench, replies, disk, tokens, confirmed: new Set<string>() }
}
type Stage = Awaited<ReturnType<typeof stage>>

const acts: { [T in Deed['type']]: (on: Stage, deed: Extract<Deed, { type: T }>) => void } = {
  open({ bench, tokens }) {
    try {
      tokens.unshift(bench.supervision.prepareIntercept(target).token)
    } catch {
      // Not offered now: no dialog, no token.
    }
  },
  confirm({ bench, tokens, confirmed }, { which, by, times }) {
    const token = tokens[which] ?? randomUUID()
    if (by !== 'mistyping') confirmed.add(token)
    const confirmation =
      by === 'holding'
        ? { by: 'holding' as const }
        : { by: 'typing' as const, typed: by === 'typing' ? target : '1004' }
    for (let time = 0; time < times; time += 1) {
      bench.supervision.intercept({ workNo: target, token, confirmation }).catch(nothing)
    }
  },
  reply({ replies }, { how }) {
    if (how === 'accepted') replies.shift()?.give()
    else replies.shift()?.fail(how === 'lost' ? lostReply() : refusedWith('900-003'))
  },
  disk({ bench, disk }, { how }) {
    for (const waiting of disk.splice(0)) waiting.give()
    bench.audit.gate = {
      well: () => Promise.resolve(),
      full: () => Promise.reject(new Error('ENOSPC')),
      slow: () => {
        const waiting = later()
        disk.push(waiting)
        return Promise.resolve(waiting.answer({} as never))
      }
    }[how]
  },
  wait({ bench }, { ms }) {
    bench.clock.advance(ms)
  },
  other({ bench: { supervision } }, { what }) {
    const done = { stop: () => supervision.stop(), switch: () => supervision.switchTo('whisper') }
    const doing = what === 'listen' ? () => supervision.listen(target) : done[what]
    doing().catch(nothing)
  },
  event({ bench }, { eventType }) {
    bench.emit(eventType, talking)
  }
}

async function play(list: readonly Deed[], look: (on: Stage) => void): Promise<Stage> {
  const on = await stage()
  for (const deed of list) {
    // The table has one function for each type of deed.
    const act = acts[deed.type] as (on: Stage, deed: Deed) => void
    act(on, deed)
    await settled()
    look(on)
  }
  return on
}

const intercepts = ({ gateway }: Bench): number => gateway.sent('intercept')
const written = ({ audit }: Bench): number =>
  audit.lines.filter((line) => /"intercept".*"asked"/.test(line)).length

test('whatever a page does, in whatever order and time, one confirmation is at most one intercept', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deeds, { maxLength: 30 }), async (list) => {
      let seen = 0
      await play(list, ({ bench, tokens, confirmed }) => {
        const good = tokens.filter((token) => confirmed.has(token)).length
        expect(intercepts(bench)).toBeLessThanOrEqual(good)
        expect(intercepts(bench) - seen).toBeLessThanOrEqual(1)
        // Each was on the disk before it was on the wire.
        expect(intercepts(bench)).toBeLessThanOrEqual(written(bench))
        seen = intercepts(bench)
      })
    }),
    { numRuns: 1_000 }
  )
})

test('the random page does get intercepts through, or the test above would prove nothing', async () => {
  const confirm: Deed = { type: 'confirm', which: 0, by: 'typing', times: 4 }
  const again: Deed[] = [{ type: 'reply', how: 'refused' }, confirm, { type: 'open' }, confirm]
  const { bench } = await play([{ type: 'open' }, confirm, ...again], () => undefined)
  expect(intercepts(bench)).toBe(2)
})
