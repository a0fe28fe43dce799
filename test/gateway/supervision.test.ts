import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Happening } from '../../src/main/calls/timeline.ts'
import { createSupervision } from '../../src/main/supervision/supervision.ts'
import type { Fault } from '../../src/simulator/index.ts'
import { manualClock } from '../support/manual-clock.ts'
import { memoryAudit } from '../support/memory-audit.ts'
import { documented, practiceGateway, takeSeat } from '../support/practice-seat.ts'

const inspector = '2001'
const target = '1001'
const seatedInspector = { agentId: inspector, gateway: 'practice', vdnId: '1', connected: true }

/** An inspector's seat, and an agent with a voice call, over real HTTPS. */
async function floor(media: 'voice' | 'h5' = 'voice') {
  const gateway = await practiceGateway()
  await takeSeat(gateway, target)
  const seat = await takeSeat(gateway, inspector)
  const { script } = gateway
  const callId = media === 'voice' ? script.ringVoice(target) : script.ringH5(target)
  script.talk(callId)
  const told: Happening[] = []
  const supervision = createSupervision({
    ...{ signedIn: seat.signedIn, inspectorIdle: () => true, clock: manualClock() },
    ...{ inspector: () => seatedInspector, auditFile: memoryAudit(), newId: () => randomUUID() },
    tell: (happening) => {
      told.push(happening)
    }
  })
  const until = (eventType: string) =>
    seat.until(eventType, (event) => {
      supervision.handle(event)
    })
  const listening = async () => {
    await supervision.listen(target)
    await until('AgentState_Busy')
  }
  const intercept = async (): Promise<void> => {
    const { token } = supervision.prepareIntercept(target)
    const confirmation = { by: 'typing', typed: target } as const
    await supervision.intercept({ workNo: target, token, confirmation })
  }
  const stage = () => supervision.view().current?.stage ?? 'idle'
  const counts = () => gateway.control.counts('intercept')
  return { gateway, callId, supervision, intercept, until, listening, stage, counts, told }
}

test('an inspector listens, takes the customer over, and is free after the call', async () => {
  const { gateway, callId, supervision, until, listening, stage, counts, told, intercept } =
    await floor()
  expect(await supervision.learnRight()).toBe('yes')
  await supervision.refresh()
  const { agents } = supervision.view()
  expect(agents.map(({ workNo }) => workNo)).not.toContain(inspector)
  expect(agents).toContainEqual(
    expect.objectContaining({ workNo: target, agentState: 'in-call', group: 'Service' })
  )
  await listening()
  expect(supervision.view().current).toMatchObject({ stage: 'active', interceptBlockedBy: null })
  await intercept()
  await until('AgentEvent_Talking')
  expect(stage()).toBe('customer')
  expect(gateway.script.callOf(inspector)?.callId).toBe(callId)
  expect(counts()).toEqual({ received: 1, accepted: 1 })
  gateway.script.hangUp(callId)
  await until('AgentState_Ready')
  expect(stage()).toBe('idle')
  expect(told.map(({ name }) => name)).toEqual([
    ...['supervision-asked', 'supervision-active', 'intercept-asked', 'intercept-done']
  ])
})

test.each(['listen', 'insert', 'whisper'] as const)('to %s begins and stops', async (mode) => {
  const { supervision, until, stage } = await floor()
  await supervision[mode](target)
  await until('AgentState_Busy')
  // A barge-in is told first, its phone after it.
  if (mode === 'insert') await until('AgentOther_PhoneOffhook')
  expect(stage()).toBe('active')
  await supervision.stop()
  await until('AgentState_Ready')
  expect(stage()).toBe('idle')
})

test('listening turns into whispering, which stops by its own request', async () => {
  const { gateway, supervision, until, listening, stage } = await floor()
  await listening()
  await supervision.switchTo('whisper')
  expect(supervision.view().current).toMatchObject({ mode: 'whisper' })
  await supervision.stop()
  await until('AgentState_Ready')
  expect(stage()).toBe('idle')
  expect(gateway.control.counts('requestStopWhisperAgent').accepted).toBe(1)
})

test('the list follows the agents while it is looked at', async () => {
  const { gateway, supervision, until } = await floor()
  supervision.watch(true)
  await supervision.refresh()
  const stateOf = () =>
    supervision.view().agents.find(({ workNo }) => workNo === target)?.agentState
  await expect.poll(() => supervision.view().watching).toBe('yes')
  gateway.script.hangUp(gateway.script.callOf(target)?.callId ?? '')
  await until('QC_AgentState_Notify')
  expect(stateOf()).toBe('ready')
  supervision.watch(false)
  await expect.poll(() => gateway.control.counts('endMonitor').accepted).toBe(1)
})

test('listening ends when the agent’s call ends', async () => {
  const { gateway, callId, until, listening, stage } = await floor()
  await listening()
  gateway.script.hangUp(callId)
  await until('AgentOther_PhoneRelease')
  expect(stage()).toBe('idle')
})

test('an intercept without listening is never sent', async () => {
  const { counts, intercept } = await floor()
  await expect(intercept()).rejects.toMatchObject({
    code: 'not-now:not-listening'
  })
  expect(counts().received).toBe(0)
})

test.each([...documented.intercept, ...documented.anyCall])(
  'an intercept refused with %s leaves the inspector listening',
  async (retcode) => {
    const { gateway, supervision, listening, counts, intercept } = await floor()
    await listening()
    gateway.control.fail('intercept', { kind: 'retcode', retcode, message: 'in words' })
    await expect(intercept()).rejects.toMatchObject({ retcode })
    expect(supervision.view()).toMatchObject({
      current: { stage: 'active', interceptBlockedBy: null },
      requestProblem: { code: 'gateway-refused', retcode, gatewayText: 'in words' }
    })
    expect(counts()).toEqual({ received: 1, accepted: 0 })
  }
)

test('an H5 video call that nobody knew to be one is refused by the gateway', async () => {
  const { listening, stage, intercept } = await floor('h5')
  await listening()
  await expect(intercept()).rejects.toMatchObject({ retcode: '900-003' })
  expect(stage()).toBe('active')
})

test('an intercept whose answer is lost is seen once by the gateway, and the event tells the rest', async () => {
  const { gateway, until, listening, stage, counts, told, intercept } = await floor()
  await listening()
  gateway.control.fail('intercept', { kind: 'lost' }, { times: Infinity })
  const clicks = Array.from({ length: 5 }, () => intercept())
  const outcomes = await Promise.allSettled(clicks)
  expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true)
  expect(stage()).toBe('outcome-unknown')
  await expect(intercept()).rejects.toMatchObject({
    code: 'not-now:supervision-outstanding'
  })
  expect(told.at(-1)?.name).toBe('intercept-outcome-unknown')
  await until('AgentEvent_Talking')
  expect(stage()).toBe('customer')
  expect(counts()).toEqual({ received: 1, accepted: 1 })
})

const unanswered: [string, Fault][] = [
  ['is cut off', { kind: 'cut', atByte: 3 }],
  ['is an error page', { kind: 'http', status: 503 }]
]

test.each(unanswered)('an intercept whose answer %s is not repeated', async (_how, fault) => {
  const { gateway, listening, stage, counts, intercept } = await floor()
  await listening()
  gateway.control.fail('intercept', fault, { times: Infinity })
  await expect(intercept()).rejects.toMatchObject({
    code: 'outcome-unknown'
  })
  expect(stage()).toBe('outcome-unknown')
  expect(counts().received).toBe(1)
})

test('an intercept that never left this PC leaves the inspector listening', async () => {
  const { gateway, listening, stage, intercept } = await floor()
  await listening()
  await gateway.control.goAway()
  await expect(intercept()).rejects.toMatchObject({
    code: 'could-not-ask:unreachable'
  })
  expect(stage()).toBe('active')
})

test('a lost answer to listening is asked for once, and stopping settles it', async () => {
  const { gateway, supervision, until, stage } = await floor()
  gateway.control.fail('addSupervise', { kind: 'lost' }, { times: Infinity })
  await expect(supervision.listen(target)).rejects.toMatchObject({ code: 'outcome-unknown' })
  await until('AgentState_Busy')
  expect(supervision.view().current).toMatchObject({
    ...{ stage: 'outcome-unknown', interceptBlockedBy: 'not-now:supervision-outstanding' }
  })
  await supervision.stop()
  expect(stage()).toBe('idle')
  expect(gateway.control.counts('addSupervise').received).toBe(1)
})

test('somebody without the right is told so, and nothing is sent', async () => {
  const gateway = await practiceGateway()
  const seat = await takeSeat(gateway, '1002')
  const supervision = createSupervision({
    ...{ signedIn: seat.signedIn, inspectorIdle: () => true, clock: manualClock() },
    ...{ inspector: () => seatedInspector, auditFile: memoryAudit(), newId: () => randomUUID() },
    tell: () => undefined
  })
  expect(await supervision.learnRight()).toBe('no')
  await expect(supervision.listen('1003')).rejects.toMatchObject({ code: 'not-now:not-inspector' })
  expect(gateway.control.counts('addSupervise').received).toBe(0)
})
