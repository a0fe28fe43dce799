import fc from 'fast-check'
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { createSupervision } from '../../src/main/supervision/supervision.ts'
import type { InterceptWish } from '../../src/shared/model/supervision.ts'
import type { Fault } from '../../src/simulator/index.ts'
import { manualClock } from '../support/manual-clock.ts'
import { memoryAudit } from '../support/memory-audit.ts'
import { practiceGateway, takeSeat } from '../support/practice-seat.ts'

const inspector = '2001'
const target = '1001'
const nothing = (): undefined => undefined

const faults: Readonly<Record<string, Fault | null>> = {
  well: null,
  lost: { kind: 'lost' },
  cut: { kind: 'cut', atByte: 3 },
  page: { kind: 'http', status: 503 },
  refused: { kind: 'retcode', retcode: '900-003', message: 'no' }
}

/** What a page does with one dialog: how it is confirmed, how often, and what the wire does. */
const dialogs = fc.record({
  how: fc.constantFrom('typing', 'holding', 'mistyping', 'cancelling'),
  clicks: fc.integer({ min: 1, max: 4 }),
  late: fc.integer({ min: 0, max: 3 }),
  wire: fc.constantFrom(...Object.keys(faults))
})

/** An inspector on the call of an agent, over real HTTPS. */
async function onCall() {
  const gateway = await practiceGateway()
  await takeSeat(gateway, target)
  const seat = await takeSeat(gateway, inspector)
  gateway.script.talk(gateway.script.ringVoice(target))
  const clock = manualClock()
  const supervision = createSupervision({
    ...{ signedIn: seat.signedIn, inspectorIdle: () => true, clock, tell: nothing },
    ...{ auditFile: memoryAudit(), newId: () => randomUUID() },
    inspector: () => ({ agentId: inspector, gateway: 'practice', vdnId: '1', connected: true })
  })
  await supervision.listen(target)
  await seat.until('AgentState_Busy', (event) => {
    supervision.handle(event)
  })
  return { gateway, supervision, clock }
}

test('the gateway sees at most one intercept for each confirmation, whatever page and wire do', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(dialogs, { minLength: 1, maxLength: 4 }), async (list) => {
      const { gateway, supervision, clock } = await onCall()
      const seen = () => gateway.control.counts('intercept').received
      for (const { how, clicks, late, wire } of list) {
        gateway.control.heal()
        const fault = faults[wire] ?? null
        if (fault !== null) gateway.control.fail('intercept', fault, { times: Infinity })
        const before = seen()
        let token = ''
        try {
          token = supervision.prepareIntercept(target).token
        } catch {
          // Not offered any more: whatever is clicked now, nothing may be sent.
        }
        clock.advance(1_000)
        const click = () => supervision.intercept(wishOf(token, how)).catch(nothing)
        if (how !== 'cancelling') await Promise.all(Array.from({ length: clicks }, click))
        for (let time = 0; time < late; time += 1) if (how !== 'cancelling') await click()
        const mayGo = token !== '' && (how === 'typing' || how === 'holding')
        expect(seen() - before).toBe(mayGo ? 1 : 0)
      }
    }),
    { numRuns: 15 }
  )
}, 60_000)

const wishOf = (token: string, how: string): InterceptWish => ({
  ...{ workNo: target, token },
  confirmation:
    how === 'holding'
      ? { by: 'holding' }
      : { by: 'typing', typed: how === 'mistyping' ? '1002' : target }
})
