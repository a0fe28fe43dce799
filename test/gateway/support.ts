import { onTestFinished } from 'vitest'
import { createGatewayClient, type GatewayClient } from '../../src/main/gateway/client.ts'
import { createCredentials, type Credentials } from '../../src/main/gateway/credentials.ts'
import { directLine } from '../../src/main/gateway/line-options.ts'
import type { ObservedRequest } from '../../src/main/gateway/observation.ts'
import { AppError } from '../../src/shared/errors.ts'
import {
  startRawServer,
  type RawHandler,
  type RawServer,
  type RawServerOptions
} from '../support/raw-server.ts'

/** Texts that must never be seen outside of a request. */
export const canary = {
  guid: '11111111-2222-3333-4444-canaryguid00.AgentGateway0',
  cookie: 'route=canary-cookie-value',
  password: 'canary-password',
  callData: 'canary-call-data'
}

export const guidHeader = (guid: string): string => `JSESSIONID=${guid}`

export interface Asking {
  readonly server: RawServer
  readonly client: GatewayClient
  readonly credentials: Credentials
  readonly observed: ObservedRequest[]
}

/** A real client that is signed in to a real TLS server; both are closed when the test ends. */
export async function asking(handler: RawHandler, options?: RawServerOptions): Promise<Asking> {
  const server = await startRawServer(handler, options)
  const credentials = createCredentials({ guid: canary.guid, cookie: canary.cookie })
  const observed: ObservedRequest[] = []
  const line = directLine(server.ca)
  const client = createGatewayClient({
    origin: server.origin,
    line: () => line,
    credentials,
    observe: (record) => observed.push(record),
    now: () => Date.now()
  })
  onTestFinished(async () => {
    client.close()
    await server.close()
  })
  return { server, client, credentials, observed }
}

/** The AppError that a promise rejects with; fails the test where it does not. */
export async function refusal(promise: Promise<unknown>): Promise<AppError> {
  const outcome: unknown = await promise.then(
    () => 'no error',
    (thrown: unknown) => thrown
  )
  if (outcome instanceof AppError) return outcome
  throw new Error('expected an AppError', { cause: outcome })
}

/** Waits for a condition, looking again after every turn of the event loop. */
export async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 5_000
  while (!condition()) {
    if (performance.now() > deadline) throw new Error('the condition did not come true within 5 s')
    await new Promise((resolve) => setImmediate(resolve))
  }
}
