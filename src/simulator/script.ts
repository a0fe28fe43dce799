import type { Agent } from './agents.ts'
import type { Call, EndedBy, RingOptions } from './call.ts'
import type { Recording, RecordOptions } from './recordings.ts'
import type { World } from './world.ts'

/** The steps of a call, one by one. Each throws when there is no such agent, call or recording. */
export interface Script {
  /** A voice call rings at the agent. Returns its call id. */
  ringVoice(agentId: string, options?: Omit<RingOptions, 'media'>): string
  /** An H5 video call rings at the agent. Returns its call id. */
  ringH5(agentId: string, options?: Omit<RingOptions, 'media'>): string
  /** The call is answered. Nothing happens when it is already talking or over. */
  talk(callId: string): void
  /** Recording begins: `AgentMediaEvent_Record`, or `…_Fail` with `fails`. */
  record(callId: string, options?: Partial<RecordOptions>): Recording
  /** Recording ends: `AgentMediaEvent_StopRecordDone`. The end of the call does this too. */
  stopRecord(taskId: number): void
  /** A third party joins: `AgentEvent_Conference`. Left out: a colleague of that number. */
  confer(callId: string, partner?: string): void
  /** The call ends; left out: the customer hung up. Nothing happens when it is over already. */
  hangUp(callId: string, by?: EndedBy): void
  /**
   * The agent's side of a video call drops while the customer stays in the room: for the agent
   * the call is over, yet `getconnectinfo` still answers, until `hangUp`.
   */
  drop(callId: string): void
  /** Sends fresh access information unasked: ` AgentEvent_RequestConnect`. */
  requestConnect(callId: string): void
  /** The agent's call that has not ended, or null. */
  callOf(agentId: string): Call | null
  /** SHA-256 (hexadecimal) of a recording or picture, by the `fileName` of its event. */
  sha256Of(fileName: string): Promise<string>
}

function agentNamed(world: World, agentId: string): Agent {
  const agent = world.agents.find(agentId)
  if (agent === null) throw new Error(`There is no agent ${agentId}`)
  if (agent.presence === 'out') throw new Error(`Agent ${agentId} is not signed in`)
  return agent
}

function callNamed(world: World, callId: string): Call {
  const call = world.calls.find(callId)
  if (call === null) throw new Error(`There is no call ${callId}`)
  return call
}

export function createScript(world: World): Script {
  return {
    ringVoice: (agentId, options) =>
      world.calls.ring(agentNamed(world, agentId), { ...options, media: 'voice' }).callId,
    ringH5: (agentId, options) =>
      world.calls.ring(agentNamed(world, agentId), { ...options, media: 'h5' }).callId,
    talk: (callId) => {
      const call = callNamed(world, callId)
      if (call.phase === 'ringing') world.calls.talk(call)
    },
    record: (callId, options) => {
      const call = callNamed(world, callId)
      const kind = call.media === 'h5' ? 'video' : 'audio'
      return world.recordings.start(call, { kind, ...options })
    },
    stopRecord: (taskId) => {
      const recording = world.recordings.find(taskId)
      if (recording === null) throw new Error(`There is no recording task ${taskId}`)
      world.recordings.stop(recording)
    },
    confer: (callId, partner = '1099') => {
      world.calls.confer(callNamed(world, callId), partner)
    },
    hangUp: (callId, by = 'customer') => {
      const call = callNamed(world, callId)
      call.customerWaits = false
      world.calls.end(call, by)
    },
    drop: (callId) => {
      const call = callNamed(world, callId)
      call.customerWaits = true
      // Without AgentEvent_Customer_Release: nobody hung up.
      world.calls.end(call, 'agent')
    },
    requestConnect: (callId) => {
      world.connections.announce(callNamed(world, callId))
    },
    callOf: (agentId) => world.calls.of(agentId)[0] ?? null,
    sha256Of: (fileName) => world.files.sha256Of(fileName)
  }
}
