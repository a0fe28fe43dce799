import type { ErrorCode } from '../../shared/errors.ts'
import type { AuditLine, SupervisionView } from '../../shared/model/supervision.ts'
import type { AgentList } from './agent-list.ts'
import { checklist } from './checklist.ts'
import { whyNotStop, whyNotSwitch } from './rules.ts'
import type { SupervisionRun } from './supervision-run.ts'
import { doubtOf } from './supervision-state.ts'

export interface ViewSources {
  readonly run: SupervisionRun
  readonly list: AgentList
  readonly watching: SupervisionView['watching']
  readonly inspector: { readonly agentId: string; readonly connected: boolean } | null
  readonly audit: readonly AuditLine[]
  readonly whyNotIntercept: (workNo: string) => ErrorCode | null
}

/** Supervision as screens show it. */
export function supervisionView(sources: ViewSources): SupervisionView {
  const { run, list, watching, audit } = sources
  return {
    ...list.view(),
    ...{ watching, requestProblem: run.problem, outstanding: run.outstanding },
    current: currentOf(sources),
    audit: [...audit]
  }
}

function currentOf({ run, list, inspector, whyNotIntercept }: ViewSources) {
  const { state } = run
  if (state.stage === 'idle') return null
  const { workNo, mode, stage, since } = state
  const outstanding = run.outstanding !== null
  return {
    ...{ workNo, mode, stage, since, modeInDoubt: doubtOf(state) !== null },
    interceptBlockedBy: whyNotIntercept(workNo),
    switchBlockedBy: whyNotSwitch(state, outstanding),
    stopBlockedBy: whyNotStop(state, outstanding),
    checks: checklist({
      ...{ state, right: list.right, agent: list.find(workNo) },
      ...{ agentId: inspector?.agentId ?? null, connected: inspector?.connected ?? false }
    })
  }
}
