import * as v from 'valibot'
import {
  agentPart,
  callPart,
  commandTimeoutMs,
  endpoint,
  type ForAgent,
  type Method
} from '../endpoint.ts'
import { agentStateFromRow } from '../agent-state.ts'
import { count, fields, flag, nothing, orNull, text } from '../reply-fields.ts'

/** An agent list of a large VDN: 8 MiB, at some 400 bytes an agent. */
const listLimitBytes = 8 * 1024 * 1024

/** Whether the agent is an inspector. */
export const isCensor = endpoint({
  logName: 'isCensor',
  logNameIsOurs: true,
  method: 'GET',
  kind: 'query',
  path: ({ agentId }: ForAgent) => `/agentgroup/${agentPart(agentId)}/iscensor`,
  reply: flag,
  timeoutMs: commandTimeoutMs,
  retcodes: [],
  sensitive: [],
  page: 'vendor client'
})

const agentRow = v.pipe(
  fields({
    workno: text,
    name: orNull(text),
    groupname: orNull(text),
    status: orNull(count),
    ctistatus: orNull(count),
    currentstatetime: orNull(count),
    vdnid: orNull(text)
  }),
  v.transform((row) => ({
    workNo: row.workno,
    name: row.name,
    groupName: row.groupname,
    agentState: agentStateFromRow(row.status, row.ctistatus),
    /** How long the agent has been in that state. */
    stateSeconds: row.currentstatetime,
    vdnId: row.vdnid
  }))
)
export type AgentRow = v.InferOutput<typeof agentRow>

/** The signed-in agents of the VDN. A row without a number is left out. */
export const onlineAgents = endpoint({
  logName: 'onlineAgentOnVdn',
  logNameIsOurs: true,
  method: 'GET',
  kind: 'query',
  path: ({ agentId }: ForAgent) => `/agentgroup/${agentPart(agentId)}/onlineagentonvdn`,
  reply: v.pipe(
    v.unknown(),
    v.transform((value): AgentRow[] =>
      (Array.isArray(value) ? value : []).flatMap((row: unknown) => {
        const parsedRow = v.safeParse(agentRow, row)
        return parsedRow.success ? [parsedRow.output] : []
      })
    )
  ),
  timeoutMs: commandTimeoutMs,
  answerLimitBytes: listLimitBytes,
  retcodes: ['300-001'],
  sensitive: [],
  page: 'vendor client'
})

export interface ForTarget extends ForAgent {
  /** The agent who is listened to. */
  readonly workNo: string
}

const documented = ['100-006', '900-001', '900-002', '900-003']

interface Step {
  readonly logName: string
  readonly logNameIsOurs?: true
  readonly method: Method
  readonly page: string
  readonly retcodes?: readonly string[]
}

/** An inspector's step towards one agent: no body, an answer that only says "accepted". */
const supervisionStep = (step: Step, path: (params: ForTarget) => string) =>
  endpoint({
    retcodes: documented,
    ...step,
    kind: 'supervision',
    path: (params: ForTarget) => `/qualitycontrol/${agentPart(params.agentId)}${path(params)}`,
    reply: nothing,
    timeoutMs: commandTimeoutMs,
    sensitive: []
  })

/** Hears the agent's call. The inspector must be ready; `AgentState_Busy` says that it has begun. */
export const listen = supervisionStep(
  {
    logName: 'addSupervise',
    method: 'PUT',
    page: 'cec_07_2402',
    retcodes: [...documented, '900-005']
  },
  ({ workNo }) => `/addsupervise/${agentPart(workNo)}`
)

/** Hears and speaks in the agent's call. */
export const insert = supervisionStep(
  { logName: 'addInsert', logNameIsOurs: true, method: 'PUT', page: 'cec_07_2401', retcodes: [] },
  ({ workNo }) => `/addinsert/${agentPart(workNo)}`
)

/** Ends listening or inserting. */
export const stopListening = supervisionStep(
  { logName: 'stopSuperviseOrInsert', method: 'DELETE', page: 'cec_07_2404' },
  ({ workNo }) => `/${agentPart(workNo)}`
)

/** Takes the customer over from an agent whom the inspector listens to. Sent once, never repeated. */
export const intercept = supervisionStep(
  { logName: 'intercept', method: 'PUT', page: 'cec_07_2403' },
  ({ workNo }) => `/intercept/${agentPart(workNo)}`
)

/** The ids of the agent's calls, live ones: the page names neither their state nor their customer. */
export const callIdsOf = endpoint({
  logName: 'queryAllCallInfoByAgentWorkNoEx',
  method: 'GET',
  kind: 'query',
  path: ({ agentId, workNo }: ForTarget) =>
    `/calldata/${agentPart(agentId)}/allcallinfoEx/${agentPart(workNo)}`,
  reply: v.pipe(
    v.unknown(),
    v.transform((value: unknown): unknown => (Array.isArray(value) ? value : [])),
    v.array(text)
  ),
  timeoutMs: commandTimeoutMs,
  mayFail: true,
  retcodes: ['100-006', '100-007', '100-011', '900-002'],
  sensitive: [],
  page: 'cec_07_0425'
})

export interface InterceptCallParams extends ForTarget {
  readonly callId: string
}

/** As `intercept`, for one of several calls of the agent. */
export const interceptCall = endpoint({
  ...intercept,
  logName: 'interceptCall',
  logNameIsOurs: true,
  path: (params: InterceptCallParams) => `${intercept.path(params)}/${callPart(params.callId)}`,
  retcodes: [],
  page: 'cec_07_0437',
  observed: ({ callId }: InterceptCallParams) => ({ callId })
})

const whisperStep = (word: string, page: string) =>
  endpoint({
    ...supervisionStep(
      {
        logName: word,
        method: 'POST',
        page,
        retcodes: [...documented, '900-004']
      },
      () => `/${word.toLowerCase()}`
    ),
    query: ({ workNo }: ForTarget) => ({ whisperagentid: agentPart(workNo) })
  })

/** Speaks to the agent; the customer does not hear it. */
export const whisper = whisperStep('requestWhisperAgent', 'cec_07_2412')

/** Ends whispering. */
export const stopWhispering = whisperStep('requestStopWhisperAgent', 'cec_07_2413')

export interface SwitchParams extends ForTarget {
  readonly to: 'listen' | 'insert' | 'whisper'
}

const switchTypes = { listen: '0', insert: '1', whisper: '2' } as const

/** From one of the three to another. */
export const switchSupervision = endpoint({
  ...whisperStep('requestSwitchInsertWhisperAgent', 'cec_07_2414'),
  query: ({ workNo, to }: SwitchParams) => ({
    whisperagentid: agentPart(workNo),
    switchtype: switchTypes[to]
  })
})
