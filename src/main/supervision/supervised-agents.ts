import * as v from 'valibot'
import { agentId } from '../../shared/model/ids.ts'
import type { Knowledge, SupervisedAgent } from '../../shared/model/supervision.ts'
import type { AgentRow } from '../gateway/endpoints/index.ts'
import type { GatewayEvent } from '../gateway/gateway-event.ts'
import { meaningOf } from './watched-states.ts'

export type AgentWatched = Extract<GatewayEvent, { type: 'agent-watched' }>

/** Who asks for the list, and when it was answered. */
export interface Asker {
  inspector: string
  /** Null where the sign-in did not tell it. */
  vdnId: string | null
  at: number
}

/**
 * The agents that an inspector may pick, from the gateway's rows: without the inspector, without
 * rows that name no agent, each number once. What an event told of a call's media is kept while
 * the agent is still in a call.
 */
export function agentsFromRows(
  rows: readonly AgentRow[],
  before: readonly SupervisedAgent[],
  { inspector, vdnId, at }: Asker
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
      stateSince: sinceOf(row.stateSeconds, at),
      seenAt: at,
      videoCall: (inCall ? known.get(row.workNo)?.videoCall : null) ?? 'unknown',
      sameVdn: sameVdn(row.vdnId, vdnId)
    })
  }
  return [...agents.values()]
}

/** Nobody has been in one state for longer than this; a larger figure is not seconds. */
const longestStateSeconds = 30 * 86_400

function sinceOf(seconds: number | null, at: number): number | null {
  if (seconds === null || seconds < 0 || seconds > longestStateSeconds) return null
  return Math.round(at - seconds * 1000)
}

function sameVdn(one: string | null, other: string | null): Knowledge {
  if (one === null || other === null) return 'unknown'
  return one === other ? 'yes' : 'no'
}

/** What one notice means for the list. */
export interface AfterNotice {
  /** The same list where it changes nothing. */
  readonly agents: readonly SupervisedAgent[]
  /** The list has to be asked: the notice does not tell the new state, or names a new agent. */
  readonly ask: boolean
  /** False for a subtype without a known meaning. */
  readonly understood: boolean
}

/** The agents after one notice about one of them. */
export function agentsAfterNotice(
  agents: readonly SupervisedAgent[],
  { watched, subtype }: AgentWatched,
  at: number
): AfterNotice {
  const meaning = meaningOf(subtype)
  if (meaning === null) return { agents, ask: false, understood: false }
  const { change, ask } = meaning
  const known = agents.some(({ workNo }) => workNo === watched)
  if (!known) return { agents, ask, understood: true }
  if (Object.keys(change).length === 0) return { agents, ask: false, understood: true }
  return {
    agents: agents.map((agent) => (agent.workNo === watched ? changed(agent, change, at) : agent)),
    ...{ ask, understood: true }
  }
}

/** A state told again keeps its beginning. */
function changed(
  agent: SupervisedAgent,
  change: Partial<Pick<SupervisedAgent, 'agentState' | 'videoCall'>>,
  at: number
): SupervisedAgent {
  const { agentState = agent.agentState } = change
  const isSame = agentState === agent.agentState
  const stateSince = isSame ? agent.stateSince : agentState === 'unknown' ? null : at
  return { ...agent, ...change, stateSince, seenAt: at }
}
