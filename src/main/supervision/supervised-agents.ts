import * as v from 'valibot'
import { agentId } from '../../shared/model/ids.ts'
import type { AgentState } from '../../shared/model/session.ts'
import type { SupervisedAgent } from '../../shared/model/supervision.ts'
import type { AgentRow } from '../gateway/endpoints/index.ts'
import type { GatewayEvent } from '../gateway/gateway-event.ts'

export type AgentWatched = Extract<GatewayEvent, { type: 'agent-watched' }>

/**
 * The agents that an inspector may pick, from the gateway's rows: without the inspector, without
 * rows that name no agent, each number once. What an event told of a call's media is kept while
 * the agent is still in a call.
 */
export function agentsFromRows(
  rows: readonly AgentRow[],
  before: readonly SupervisedAgent[],
  { inspector, at }: { inspector: string; at: number }
): SupervisedAgent[] {
  const known = new Map(before.map((agent) => [agent.workNo, agent]))
  const agents = new Map<string, SupervisedAgent>()
  for (const row of rows) {
    if (row.workNo === inspector || !v.is(agentId, row.workNo)) continue
    const inCall = row.agentState === 'in-call'
    agents.set(row.workNo, {
      workNo: row.workNo,
      name: row.name ?? '',
      group: row.groupName,
      agentState: row.agentState,
      seenAt: at,
      videoCall: (inCall ? known.get(row.workNo)?.videoCall : null) ?? 'unknown'
    })
  }
  return [...agents.values()]
}

/**
 * What QC_AgentState_Notify tells: `Login` and `Logout` are documented (cec_07_1393), the others
 * are names in a vendor client. Names that could mean two things (`Busy`, `Active`) are not read.
 */
const states: Readonly<Record<string, AgentState>> = {
  login: 'unknown',
  logout: 'signed-out',
  idle: 'ready',
  work: 'after-call-work',
  rest: 'rest'
}

/** The agents after one notice about one of them; the same list where it changes nothing. */
export function agentsAfterNotice(
  agents: readonly SupervisedAgent[],
  { watched, subtype }: AgentWatched,
  at: number
): readonly SupervisedAgent[] {
  if (!agents.some(({ workNo }) => workNo === watched)) return agents
  const change = changeOf(subtype.toLowerCase())
  if (change === null) return agents
  return agents.map((agent) =>
    agent.workNo === watched ? { ...agent, ...change, seenAt: at } : agent
  )
}

type Change = Partial<Pick<SupervisedAgent, 'agentState' | 'videoCall'>>

function changeOf(subtype: string): Change | null {
  if (subtype === 'livevideobegin') return { videoCall: 'yes' }
  if (subtype === 'livevideostop') return { videoCall: 'unknown' }
  const agentState = states[subtype]
  return agentState === undefined ? null : { agentState, videoCall: 'unknown' }
}
