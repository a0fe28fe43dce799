/** What a colleague who needs no client does all day. */
export type Life = 'voice-calls' | 'video-calls' | 'idle' | 'not-ready' | 'resting'

/** One agent of the practice VDN. */
export interface AgentSeed {
  /** 101 to 999999. */
  agentId: string
  name: string
  /** Default `practice`. */
  password?: string
  /** Default `70` and the agent id. */
  phone?: string
  /** Whether the agent has the inspector's right. */
  inspector?: boolean
  /** Signed in from the start and busy by themselves; a client gets 100-002 until it forces. */
  life?: Life
  /** Flags for CTI server, WebM, MailM; default `TTF`. */
  mediatype?: string
  /** Whether the gateway demands a new password. */
  isForceChange?: boolean
  /** Days until the password ends, 0 to 180. Left out: never. */
  timeRemainingDays?: number
}

/** The people of practice mode: two seats to take, an inspector's, and five colleagues. */
export const defaultRoster: readonly AgentSeed[] = [
  { agentId: '1001', name: 'Lin Wei' },
  { agentId: '1002', name: 'Ana Costa' },
  { agentId: '1003', name: 'Zhang Min', life: 'voice-calls' },
  { agentId: '1004', name: 'Priya Nair', life: 'video-calls' },
  { agentId: '1005', name: 'Tom Becker', life: 'not-ready' },
  { agentId: '1006', name: 'Chen Jie', life: 'resting' },
  { agentId: '1007', name: 'Maria Silva', life: 'voice-calls' },
  { agentId: '2001', name: 'He Yun', inspector: true }
]

export const passwordOf = (seed: AgentSeed): string => seed.password ?? 'practice'
export const phoneOf = (seed: AgentSeed): string => seed.phone ?? `70${seed.agentId}`
