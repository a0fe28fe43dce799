import { randomBytes } from 'node:crypto'
import type { Call } from './call.ts'
import type { Emit } from './event-queue.ts'
import type { Settings } from './options.ts'

/** Access to the room of a video call (cec_07_1280). All strings, `signature` a credential. */
export interface ConnectInfo {
  userId: string
  /** End of its life in seconds since 1970: our reading, the documentation names no unit. */
  ctime: string
  channelId: string
  role: string
  ip: string
  port: string
  signalingDomainIn: string
  signalingDomainOut: string
  locationId: string
  signature: string
  appId: string
}

export interface Connections {
  /** Fresh information; every call gets a new signature. */
  issue(call: Call): ConnectInfo
  /** Sends it unasked, as an H5 call does when it begins. */
  announce(call: Call): void
}

export function createConnections(settings: Settings, emit: Emit): Connections {
  const { clock, timings, secrets, blankInDomains, poolMode } = settings
  const scheme = blankInDomains ? 'https: //' : 'https://'

  const issue = (call: Call): ConnectInfo => ({
    userId: call.agentId,
    ctime: String(Math.ceil((clock.now() + timings.connectionLifetimeMs) / 1000)),
    channelId: call.channelId,
    role: '0',
    // Documentation addresses (RFC 5737, RFC 2606): nothing answers there.
    ip: '192.0.2.10',
    port: '6500',
    signalingDomainIn: `${scheme}in.practice.example:8443`,
    signalingDomainOut: `${scheme}out.practice.example:8443`,
    locationId: poolMode ? '256' : '65535',
    signature: `${secrets.signature ?? ''}${randomBytes(32).toString('hex')}`,
    appId: 'sdcpPracticeApp0000000000000000'
  })

  return {
    issue,
    announce: (call) => {
      const content = { callid: call.callId, ...issue(call) }
      // With the leading blank of the documented example (cec_07_1406): clients have to trim.
      emit(call.agentId, ' AgentEvent_RequestConnect', content)
    }
  }
}
