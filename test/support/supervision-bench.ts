import { randomUUID } from 'node:crypto'
import type { Happening } from '../../src/main/calls/timeline.ts'
import { decodeEvents } from '../../src/main/gateway/events.ts'
import { createSupervision } from '../../src/main/supervision/supervision.ts'
import { fakeSignedIn, type FakeAnswer } from './fake-signed-in.ts'
import { manualClock } from './manual-clock.ts'
import { memoryAudit } from './memory-audit.ts'

export const inspector = '2001'
export const target = '1003'

const yes: FakeAnswer = () => ({})

/** An inspector's supervision over a gateway that says yes to everything, unless told otherwise. */
export function supervisionBench(answers: Record<string, FakeAnswer> = {}) {
  const clock = manualClock()
  const told: Happening[] = []
  const current = { idle: true, connected: true }
  const audit = memoryAudit()
  const gateway = fakeSignedIn(inspector, {
    ...{ isCensor: () => 'true', onlineAgentOnVdn: () => [], addSupervise: yes, addInsert: yes },
    ...{ requestWhisperAgent: yes, requestStopWhisperAgent: yes, stopSuperviseOrInsert: yes },
    ...{ requestSwitchInsertWhisperAgent: yes, intercept: yes, interceptCall: yes },
    ...{ beginMonitor: yes, endMonitor: yes },
    ...answers
  })
  const supervision = createSupervision({
    signedIn: gateway.signedIn,
    inspectorIdle: () => current.idle,
    inspector: () => ({
      ...{ agentId: inspector, gateway: 'gateway.example', vdnId: '1' },
      connected: current.connected
    }),
    auditFile: audit,
    newId: () => randomUUID(),
    clock,
    tell: (happening) => {
      told.push(happening)
    }
  })
  const emit = (eventType: string, content: unknown = null): void => {
    for (const event of decodeEvents({ eventType, content, workNo: inspector })) {
      supervision.handle(event)
    }
  }
  return {
    ...{ supervision, gateway, clock, emit, audit },
    names: () => told.map(({ name }) => name),
    told: told as readonly Happening[],
    setIdle: (idle: boolean) => {
      current.idle = idle
    },
    setConnected: (connected: boolean) => {
      current.connected = connected
    },
    /** The dialog opens, the number is typed, and it is confirmed. */
    async intercept(workNo = target, typed = workNo): Promise<void> {
      const { token } = supervision.prepareIntercept(workNo)
      await supervision.intercept({ workNo, token, confirmation: { by: 'typing', typed } })
    },
    /** Listens to the target until the phone is connected. */
    async listening(): Promise<void> {
      await supervision.listen(target)
      emit('AgentOther_PhoneAlerting')
      emit('AgentOther_PhoneOffhook')
      emit('AgentState_Busy')
    }
  }
}

export const talking = {
  ...{ caller: '10086', called: '70092', callid: '1456401416-3', feature: '7' },
  ...{ type: 'main', mediaAbility: '1' }
}
