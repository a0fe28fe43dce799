import type { SupervisedAgent } from '../../../../shared/model/supervision.ts'

export interface AgentFilter {
  /** Part of a number, a name or a group; spaces around it do not count. */
  readonly text: string
  readonly inCall: boolean
}

/** The agents that pass, by number. */
export function filterAgents(
  agents: readonly SupervisedAgent[],
  { text, inCall }: AgentFilter
): readonly SupervisedAgent[] {
  const wanted = text.trim().toLocaleLowerCase()
  return agents
    .filter((agent) => !inCall || agent.agentState === 'in-call')
    .filter(({ workNo, name, group }) =>
      [workNo, name, group ?? ''].some((part) => part.toLocaleLowerCase().includes(wanted))
    )
    .toSorted((a, b) => Number(a.workNo) - Number(b.workNo))
}
