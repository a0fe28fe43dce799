import { resolve } from 'node:path'
import { onTestFinished } from 'vitest'
import { createGatewayClient } from '../../src/main/gateway/client.ts'
import { createCredentials } from '../../src/main/gateway/credentials.ts'
import { poll, signIn } from '../../src/main/gateway/endpoints/index.ts'
import type { GatewayEvent } from '../../src/main/gateway/gateway-event.ts'
import { directLine } from '../../src/main/gateway/line-options.ts'
import { signedInBy, type RequireSignedIn } from '../../src/main/session/signed-in.ts'
import { createPracticeGateway, practiceMedia } from '../../src/simulator/index.ts'
import type { PracticeGateway, PracticeGatewayOptions } from '../../src/simulator/index.ts'

const media = practiceMedia(resolve(import.meta.dirname, '../../src/simulator/media'))

/** A practice gateway without long waits; it ends with the test. */
export async function practiceGateway(
  options: Partial<PracticeGatewayOptions> = {}
): Promise<PracticeGateway> {
  const timings = { pollHoldMs: 400, captureMs: 1, autoAnswerMs: 1 }
  const gateway = await createPracticeGateway({ media, timings, ...options })
  onTestFinished(() => gateway.close())
  return gateway
}

export interface PracticeSeat {
  readonly agentId: string
  readonly signedIn: RequireSignedIn
  /** Polls, handing every event on, until one of this type has been handed on. */
  until(eventType: string, handle?: (event: GatewayEvent) => void): Promise<void>
}

/** An agent's seat: the real client, signed in over HTTPS, its first events out of the way. */
export async function takeSeat(gateway: PracticeGateway, agentId: string): Promise<PracticeSeat> {
  const seed = gateway.agents.find((agent) => agent.agentId === agentId)
  if (seed === undefined) throw new Error(`There is no agent ${agentId}`)
  const line = directLine([gateway.certificatePem])
  const client = createGatewayClient({
    ...{ origin: gateway.url, line: () => line, credentials: createCredentials() },
    ...{ observe: () => undefined, now: () => Date.now() }
  })
  onTestFinished(() => {
    client.close()
  })
  await client.call(signIn, {
    ...{ agentId, password: seed.password, phoneNumber: seed.phone },
    ...{ agentType: 11, status: 4, autoAnswer: true }
  })
  const until: PracticeSeat['until'] = async (eventType, handle) => {
    for (let polls = 0; polls < 50; polls += 1) {
      const events = await client.call(poll, { agentId })
      for (const event of events) handle?.(event)
      if (events.some((event) => event.eventType === eventType)) return
    }
    throw new Error(`No ${eventType} in 50 polls`)
  }
  await until('AgentState_Ready')
  const port = signedInBy(client, agentId, new AbortController().signal)
  return { agentId, signedIn: () => port, until }
}

/** What the page of each interface lists (cec_07_1280, 1263, 2403), and two that any call may answer. */
export const documented = {
  getConnectInfo: ['106-011', '106-015', '100-007'],
  setCallAppDataEx: ['000-002', '100-006', '100-007', '400-001'],
  intercept: ['100-006', '900-001', '900-002', '900-003'],
  anyCall: ['000-003', '000-007']
} as const
