import * as v from 'valibot'
import type { ContentReader } from './event-contents.ts'
import type { EventBody } from './gateway-event.ts'
import { count, fields, orNull, text } from './reply-fields.ts'

type PhoneState = Extract<EventBody, { type: 'phone' }>['state']

/** `phoneState` 3: released by the platform, 2: by the agent (cec_07_1396). */
const releasers: Readonly<Record<number, 'platform' | 'agent'>> = { 2: 'agent', 3: 'platform' }

export const phone =
  (state: PhoneState): ContentReader =>
  (content) => {
    const read = v.safeParse(fields({ phonestate: orNull(count) }), content)
    const phoneState = read.success ? read.output.phonestate : null
    const releasedBy = phoneState === null ? 'unknown' : (releasers[phoneState] ?? 'unknown')
    return { type: 'phone', state, releasedBy: state === 'released' ? releasedBy : null }
  }

/** `qcType` (cec_07_0542). The English page calls `qcAgentId` the inspected agent, the Chinese one the inspector. */
const inspections: Readonly<Record<number, 'listen' | 'insert' | 'whisper'>> = {
  8: 'listen',
  9: 'insert',
  20172: 'whisper',
  20173: 'whisper'
}

const inspectionFields = fields({ qctype: orNull(count), qcagentid: orNull(text) })

export const inspection =
  (begun: boolean): ContentReader =>
  (content) => {
    const read = v.safeParse(inspectionFields, content)
    const { qctype, qcagentid } = read.success ? read.output : { qctype: null, qcagentid: null }
    const how = (qctype === null ? undefined : inspections[qctype]) ?? 'unknown'
    return { type: 'inspection', begun, how, inspector: qcagentid }
  }

const watchedFields = fields({
  subtype: text,
  monitoredagent: orNull(text),
  agentname: orNull(text)
})

export const agentWatched: ContentReader = (content) => {
  const { subtype, monitoredagent, agentname } = v.parse(watchedFields, content)
  return {
    type: 'agent-watched',
    subtype: subtype.trim().replace(/^QC_AgentState_/i, ''),
    watched: monitoredagent,
    watchedName: agentname
  }
}
