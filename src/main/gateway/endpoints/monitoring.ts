import { agentPart, commandTimeoutMs, endpoint, type ForAgent } from '../endpoint.ts'
import { nothing } from '../reply-fields.ts'

export interface MonitorParams extends ForAgent {
  /** The agents to be told of, by number; some hundred at most, for they travel in the address. */
  readonly workNos: readonly string[]
}

/** Only names in vendor clients and no page: sites may refuse both. */
const monitorStep = (word: string, logName: string) =>
  endpoint({
    logName,
    logNameIsOurs: true,
    method: 'POST',
    kind: 'command',
    path: ({ agentId }: ForAgent) => `/qualitycontrol/${agentPart(agentId)}/${word}`,
    query: ({ workNos }: MonitorParams) => ({ agents: workNos.map(agentPart).join(';') }),
    reply: nothing,
    timeoutMs: commandTimeoutMs,
    retcodes: ['900-004'],
    sensitive: [],
    page: 'vendor client'
  })

/** Asks to be told of the agents' states: events `QC_AgentState_Notify`. */
export const beginMonitor = monitorStep('beginmonitor', 'beginMonitor')

/** No longer. */
export const endMonitor = monitorStep('endmonitor', 'endMonitor')
