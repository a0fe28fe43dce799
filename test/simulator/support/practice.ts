import { resolve } from 'node:path'
import { onTestFinished } from 'vitest'
import type {
  PracticeGateway,
  PracticeGatewayOptions,
  PracticeMedia,
  Timings
} from '../../../src/simulator/index.ts'
import { createPracticeGateway } from '../../../src/simulator/index.ts'
import { Seat } from './client.ts'

const folder = resolve(import.meta.dirname, '../../../src/simulator/media')
const file = (name: string): { name: string; path: string } => ({
  name,
  path: resolve(folder, name)
})

export const media: PracticeMedia = {
  videos: [file('customer-router.mp4'), file('customer-parcel.mp4')],
  pictures: [file('picture-1.jpg'), file('picture-2.jpg'), file('picture-3.jpg')]
}

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
