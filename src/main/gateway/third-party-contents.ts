import * as v from 'valibot'
import { callId } from '../../shared/model/ids.ts'
import type { ContentReader } from './event-contents.ts'
import { count, fields, orNull, text } from './reply-fields.ts'

const anyCallId = orNull(v.pipe(text, callId))
const transferFields = fields({ callid: anyCallId, result: orNull(count) })

const isObject = (content: unknown): boolean => typeof content === 'object' && content !== null

/** How a transfer went: 0 is done, anything else is not (cec_07_1369, cec_07_1426). */
export const transferResult: ContentReader = (content) => {
  const { callid, result } = isObject(content)
    ? v.parse(transferFields, content)
    : { callid: v.parse(anyCallId, content), result: null }
  const succeeded = result === null ? null : result === 0
  return { type: 'transfer-result', succeeded, callId: callid }
}

const conferenceFields = fields({ confid: orNull(text) })

const conferenceId = (content: unknown): string | null =>
  isObject(content) ? v.parse(conferenceFields, content).confid : null

/** The agent's own entering or leaving of a conference of agents (cec_07_1411, cec_07_1415). */
export const agentConference =
  (joined: boolean): ContentReader =>
  (content) => ({ type: 'agent-conference', joined, conferenceId: conferenceId(content) })

/**
 * A conference rings (cec_07_1413), or one of the multimedia kind is ready to be entered
 * (AgentEvent_JoinConf, vendor client). What the latter needs to get in is not kept.
 */
export const conferenceOffered: ContentReader = (content) => ({
  type: 'conference-offered',
  conferenceId: conferenceId(content)
})
