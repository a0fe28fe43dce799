import { resolve } from 'node:path'
import { onTestFinished } from 'vitest'
import type {
  PracticeGateway,
  PracticeGatewayOptions,
  Timings
} from '../../../src/simulator/index.ts'
import { createPracticeGateway, practiceMedia } from '../../../src/simulator/index.ts'
import { Seat } from './client.ts'

const media = practiceMedia(resolve(import.meta.dirname, '../../../src/simulator/media'))

/** Short enough for a test; nothing waits for a customer. */
export const quick: Partial<Timings> = { pollHoldMs: 400, captureMs: 1, autoAnswerMs: 1 }

/** A gateway that ends with the test. */
export async function practice(
  options: Partial<PracticeGatewayOptions> = {}
): Promise<PracticeGateway> {
  const gateway = await createPracticeGateway({ media, timings: quick, ...options })
  onTestFinished(() => gateway.close())
  return gateway
}

/** An agent who has signed in, and whose first events are out of the way. */
export async function seated(gateway: PracticeGateway, agentId = '1001'): Promise<Seat> {
  const seat = new Seat(gateway, agentId)
  await seat.signIn()
  await seat.until('AgentState_Ready')
  return seat
}
