import type { AgentState } from '../../shared/model/session.ts'
import type { SupervisedAgent } from '../../shared/model/supervision.ts'

export interface NoticeMeaning {
  readonly change: Partial<Pick<SupervisedAgent, 'agentState' | 'videoCall'>>
  /** The notice tells that the state changed, but not to what: the list has to be asked. */
  readonly ask: boolean
}

const state = (agentState: AgentState, ask = false): NoticeMeaning => ({
  change: { agentState, videoCall: 'unknown' },
  ask
})
const inCall: NoticeMeaning = { change: { agentState: 'in-call' }, ask: false }
const noState: NoticeMeaning = { change: {}, ask: false }

/**
 * What QC_AgentState_Notify tells, without the prefix. `Login` and `Logout` are documented
 * (cec_07_1393); the others are names in a vendor client. `Busy` and `Active` could mean "in a
 * call" or "not ready": the state is then unknown until the list has been asked again. What an
 * agent can only do in a call says that there is one; what others do with the call says nothing.
 */
const meanings: ReadonlyMap<string, NoticeMeaning> = new Map([
  ['login', state('unknown', true)],
  ['logout', state('signed-out')],
  ['idle', state('ready')],
  ['work', state('after-call-work')],
  ['rest', state('rest')],
  ['busy', state('unknown', true)],
  ['active', state('unknown', true)],
  ['waitanswer', state('unknown', true)],
  ['waitalerting', state('unknown', true)],
  ['threeparty', inCall],
  // "Hung up" or, as the Chinese word may be read, "on hold".
  ['hungup', state('unknown', true)],
  ['mute', inCall],
  ['mutevideo', inCall],
  ['mutevideoaudio', inCall],
  ['livevideobegin', { change: { videoCall: 'yes' }, ask: false }],
  ['livevideostop', { change: { videoCall: 'unknown' }, ask: false }],
  ['playvoice', noState],
  ['recordbegin', noState],
  ['recordstop', noState],
  ['superviseinsert', noState],
  ['stopsuperviseinsert', noState],
  ['monitor', noState],
  ['stopmonitor', noState],
  ['monitorsupervisorother', noState],
  ['monitorinsertcall', noState]
])

/** Null for a subtype that nobody has told us of. */
export const meaningOf = (subtype: string): NoticeMeaning | null =>
  meanings.get(subtype.toLowerCase()) ?? null
