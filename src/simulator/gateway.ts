import { getRequestListener } from '@hono/node-server'
import { makeCertificate } from './certificate.ts'
import { leash, systemClock } from './clock.ts'
import { startColleagues } from './colleagues.ts'
import type { Control } from './control.ts'
import { createControl } from './control.ts'
import type { DayOptions } from './day.ts'
import { playDay } from './day.ts'
import type { PracticeGatewayOptions } from './options.ts'
import { settle } from './options.ts'
import type { AgentSeed } from './roster.ts'
import { passwordOf, phoneOf } from './roster.ts'
import { agentEventEndpoints } from './routes/agentevent.ts'
import { agentGroupEndpoints } from './routes/agentgroup.ts'
import { callDataEndpoints } from './routes/calldata.ts'
import { mediaCallEndpoints } from './routes/mediacall.ts'
import { onlineAgentEndpoints } from './routes/onlineagent.ts'
import { qualityControlEndpoints } from './routes/qualitycontrol.ts'
import { recordFileEndpoints } from './routes/recordfile.ts'
import { stateEndpoints } from './routes/state.ts'
import { voiceCallEndpoints } from './routes/voicecall.ts'
import type { Script } from './script.ts'
import { createScript } from './script.ts'
import type { Endpoint } from './wire/endpoint.ts'
import { createFaults } from './wire/faults.ts'
import { createJournal } from './wire/journal.ts'
import { createListener } from './wire/listener.ts'
import { createRouter } from './wire/router.ts'
import { createServe } from './wire/serve.ts'
import type { World } from './world.ts'
import { createWorld } from './world.ts'

/** An agent whom a client can sign in. */
export interface PracticeAgent {
  agentId: string
  name: string
  password: string
  phone: string
  inspector: boolean
  /** Signed in from the start: sign-in answers 100-002 until it is forced. */
  taken: boolean
}

/** A running practice gateway. */
export interface PracticeGateway {
  /** `https://127.0.0.1:<port>`, without a path. */
  readonly url: string
  readonly port: number
  /** The certificate to trust. */
  readonly certificatePem: string
  /** Its SHA-256 as Node writes it: `AB:CD:…`. */
  readonly fingerprint256: string
  readonly agents: readonly PracticeAgent[]
  /** Calls, step by step. */
  readonly script: Script
  /** Faults, events, counters. */
  readonly control: Control
  /** Plays the scripted day of calls to whoever signs in. Returns what stops it. */
  playDay(options?: DayOptions): () => void
  /** Ends everything; sessions are forgotten. May be called twice. */
  close(): Promise<void>
}

const endpointsOf = (world: World): Endpoint[] => [
  ...onlineAgentEndpoints(world),
  ...stateEndpoints(world),
  ...agentEventEndpoints(world),
  ...mediaCallEndpoints(world),
  ...recordFileEndpoints(world),
  ...callDataEndpoints(world),
  ...voiceCallEndpoints(world),
  ...agentGroupEndpoints(world),
  ...qualityControlEndpoints(world)
]

const introduce = (seed: AgentSeed): PracticeAgent => ({
  agentId: seed.agentId,
  name: seed.name,
  password: passwordOf(seed),
  phone: phoneOf(seed),
  inspector: seed.inspector ?? false,
  taken: seed.life !== undefined
})

/**
 * Starts a practice gateway on 127.0.0.1.
 * @throws the system's error when the port is taken or a media file cannot be read.
 */
export async function createPracticeGateway(
  options: PracticeGatewayOptions
): Promise<PracticeGateway> {
  const clock = leash(options.clock ?? systemClock)
  const settings = settle({ ...options, clock })
  const [world, certificate] = await Promise.all([
    createWorld(settings),
    makeCertificate(settings.certificate)
  ])
  const { agents, sessions } = world
  startColleagues(world)
  const faults = createFaults()
  const journal = createJournal()
  const serve = createServe({ settings, agents, sessions, faults, journal })
  const router = createRouter(endpointsOf(world), serve, clock)
  // The app around it keeps its own Request and Response.
  const answer = getRequestListener(router.fetch, { overrideGlobalObjects: false })
  const listener = await createListener({
    certificate,
    port: settings.port,
    answer: (incoming, outgoing) => void answer(incoming, outgoing)
  })
  return {
    url: `https://127.0.0.1:${listener.port}`,
    port: listener.port,
    certificatePem: certificate.certificatePem,
    fingerprint256: certificate.fingerprint256,
    agents: settings.agents.map(introduce),
    script: createScript(world),
    control: createControl({ world, faults, journal, listener }),
    playDay: (day) => playDay(world, day),
    close: async () => {
      clock.release()
      sessions.closeAll()
      await listener.goAway()
    }
  }
}
