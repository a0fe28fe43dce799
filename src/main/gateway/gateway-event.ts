import type { CallMedia } from '../../shared/model/call.ts'
import type { AgentState } from '../../shared/model/session.ts'
import type { ConnectInfo } from './connect-info.ts'
import type { RecordingSource } from './recording-source.ts'

/** What a call event tells about its call. */
export interface CallFacts {
  readonly callId: string
  readonly caller: string | null
  readonly called: string | null
  readonly direction: 'in' | 'out' | 'unknown'
  readonly media: CallMedia
  /** `type` of the event: a consultation is an assistant call. */
  readonly leg: 'main' | 'assistant' | 'unknown'
}

export interface RecordingFacts {
  /** Joins the Record event with its stop event, which names no file. */
  readonly taskId: string | null
  readonly callId: string | null
  readonly caller: string | null
  readonly called: string | null
  /** `recordID`: a serial number. No download takes it. */
  readonly serial: string | null
  /** As the gateway sent it, or null where it is missing or longer than 2,048 characters. */
  readonly fileName: string | null
  readonly source: RecordingSource
  readonly locationId: string | null
  readonly media: RecordingMedia
}

export type RecordingMedia = 'audio' | 'video' | 'unknown'

export type AgentStateChange =
  | 'ready'
  | 'not-ready'
  | 'not-ready-ended'
  | 'in-call'
  | 'after-call-work'
  | 'after-call-work-ended'
  | 'rest'
  | 'rest-ended'
  | 'rest-timeout'

/** One event of the poll, by meaning. `callId` null: the event names no usable call. */
export type EventBody =
  | { readonly type: 'signed-in' }
  | { readonly type: 'signed-out'; readonly loginTimeMs: number | null }
  | { readonly type: 'all-agents-busy' }
  | { readonly type: 'notice'; readonly text: string | null }
  | {
      readonly type: 'agent-state'
      readonly change: AgentStateChange
      /** The state after the change; the end of a state is read as "ready". */
      readonly state: AgentState
      /** True where an inspector did it. */
      readonly forced: boolean
      readonly reasonCode: string | null
    }
  | ({ readonly type: 'ringing'; readonly autoAnswered: boolean } & CallFacts)
  | ({ readonly type: 'talking' } & CallFacts)
  | {
      readonly type: 'customer-alerting'
      readonly callId: string
      readonly otherPhone: string | null
      readonly otherPhoneWorkNo: string | null
    }
  | { readonly type: 'call-released'; readonly callId: string }
  | {
      readonly type: 'customer-released'
      readonly callId: string
      readonly number: string | null
    }
  | { readonly type: 'held'; readonly callId: string | null }
  | {
      /** A held call is talked on again: by the agent's phone, or back from an announcement. */
      readonly type: 'taken-back'
      readonly callId: string | null
    }
  /** Three parties talk in that call now. */
  | { readonly type: 'conference'; readonly callId: string | null }
  | {
      /** The agent is in a conference of agents, or no longer. It names no call. */
      readonly type: 'agent-conference'
      readonly joined: boolean
      readonly conferenceId: string | null
    }
  /** There is a conference that the agent could enter; no call has changed. */
  | { readonly type: 'conference-offered'; readonly conferenceId: string | null }
  | {
      readonly type: 'call-failed'
      readonly how: 'no-answer' | 'connect' | 'call-out' | 'inside-call' | 'consult'
      readonly callId: string | null
    }
  | {
      readonly type: 'transfer-result'
      /** Null where the gateway did not say. A failed transfer leaves the agent in the call. */
      readonly succeeded: boolean | null
      readonly callId: string | null
    }
  | ({ readonly type: 'recording-started' } & RecordingFacts)
  | ({ readonly type: 'recording-failed' } & RecordingFacts)
  | {
      readonly type: 'recording-stopped'
      readonly taskId: string | null
      readonly beginTimeMs: number | null
      readonly endTimeMs: number | null
      readonly media: RecordingMedia
    }
  | {
      readonly type: 'screen-recording'
      readonly step: 'start' | 'stop'
      readonly succeeded: boolean
    }
  | {
      readonly type: 'image-captured'
      readonly callId: string
      readonly outcome: 'accepted' | 'failed' | 'refused' | 'unknown'
      readonly fileName: string | null
      readonly locationId: string | null
    }
  | {
      readonly type: 'connect-offered'
      readonly callId: string | null
      readonly info: ConnectInfo
    }
  | {
      readonly type: 'phone'
      readonly state: 'alerting' | 'off-hook' | 'busy' | 'released' | 'unknown'
      readonly releasedBy: 'platform' | 'agent' | 'unknown' | null
    }
  | {
      /** The signed-in agent is being inspected, or no longer. */
      readonly type: 'inspection'
      readonly begun: boolean
      readonly how: 'listen' | 'insert' | 'whisper' | 'unknown'
      readonly inspector: string | null
    }
  | {
      /** Told to an inspector about another agent. */
      readonly type: 'agent-watched'
      /** Without the prefix `QC_AgentState_`, e.g. `Login`; sites send more than the documented two. */
      readonly subtype: string
      readonly watched: string | null
      readonly watchedName: string | null
    }
  | {
      readonly type: 'unknown'
      /** `content`: the type is known, but what it carried could not be read. */
      readonly because: 'event-type' | 'content'
    }

export type GatewayEvent = EventBody & {
  /** The gateway's own name of the event, trimmed and cut: for the activity list. */
  readonly eventType: string
  /** When the gateway made it, in milliseconds since 1970; older editions do not tell. */
  readonly madeAtMs: number | null
  readonly workNo: string | null
}
