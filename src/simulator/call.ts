/** `voice` is mediaAbility 1, `h5` is mediaAbility 6: the only one with captures and rejoining. */
export type CallMedia = 'voice' | 'h5'

/** How a customer answers a request for a picture. `late` accepts after the given time. */
export type CaptureAnswer = 'accept' | 'refuse' | 'fail' | 'silent' | { lateMs: number }

export interface Call {
  readonly callId: string
  readonly media: CallMedia
  readonly caller: string
  readonly called: string
  /** Room of the video conference. */
  readonly channelId: string
  readonly beganAt: number
  /** Answers to the captures of this call, the next one first. Used up: `accept`. */
  readonly captures: CaptureAnswer[]
  /** Changes when the call is intercepted. */
  agentId: string
  phase: 'ringing' | 'talking' | 'held' | 'ended'
  endedAt: number | null
  /** The agent's side dropped and the customer still waits in the room. */
  customerWaits: boolean
  /** The call-associated data, decoded. */
  data: string
}

export interface RingOptions {
  media: CallMedia
  caller?: string
  captures?: readonly CaptureAnswer[]
  data?: string
}

/** Who ended a call. It decides the events and their order. */
export type EndedBy = 'agent' | 'customer' | 'platform'
