import type { Agent, Agents } from './agents.ts'
import { agentState } from './agents.ts'
import type { Call } from './call.ts'
import type { Calls } from './calls.ts'
import type { Emit } from './event-queue.ts'
import type { Recordings } from './recordings.ts'

export type SupervisionMode = 'listen' | 'insert' | 'whisper'

/** `qcType` of AgentOther_BeQcStart (cec_07_0542). */
const qcTypes = { listen: 8, insert: 9, whisper: 20172 } as const

/** A refusal as retcode, or null when the request was accepted. */
export type Refusal = string | null

export interface Supervision {
  start(inspector: Agent, workNo: string, mode: SupervisionMode): Refusal
  switchTo(inspector: Agent, workNo: string, mode: SupervisionMode): Refusal
  /** @param modes only these can be stopped this way. */
  stop(inspector: Agent, workNo: string, modes: readonly SupervisionMode[]): Refusal
  /** @param callId only this call of the agent; left out: the one that talks. */
  intercept(inspector: Agent, workNo: string, callId?: string): Refusal
  /** Ends what an agent does as inspector, without events to them: they signed out. */
  forget(agentId: string): void
}

interface Deps {
  agents: Agents
  calls: Calls
  recordings: Recordings
  emit: Emit
}

interface Activity {
  workNo: string
  mode: SupervisionMode
}

export const createSupervision = (deps: Deps): Supervision => new QualityControl(deps)

class QualityControl implements Supervision {
  readonly #deps: Deps
  /** What each inspector does, by the inspector's agent id. */
  readonly #activities = new Map<string, Activity>()

  constructor(deps: Deps) {
    this.#deps = deps
    deps.calls.onLeft((_call, agent) => {
      this.#endAround(agent)
    })
  }

  start(inspector: Agent, workNo: string, mode: SupervisionMode): Refusal {
    const refusal = this.#refusal(inspector, workNo)
    if (refusal !== null) return refusal
    const isFree = inspector.state === agentState.idle
    if (!isFree || this.#talkingCall(workNo) === null) return '900-005'
    const activity = { workNo, mode }
    this.#activities.set(inspector.seed.agentId, activity)
    this.#announce(inspector, activity)
    return null
  }

  switchTo(inspector: Agent, workNo: string, mode: SupervisionMode): Refusal {
    const activity = this.#activityOn(inspector, workNo)
    const refusal = this.#refusal(inspector, workNo)
    if (refusal !== null || activity === null) return refusal ?? '900-003'
    activity.mode = mode
    this.#tellTarget('AgentOther_BeQcStart', inspector.seed.agentId, activity)
    return null
  }

  stop(inspector: Agent, workNo: string, modes: readonly SupervisionMode[]): Refusal {
    const activity = this.#activityOn(inspector, workNo)
    const refusal = this.#refusal(inspector, workNo)
    if (refusal !== null) return refusal
    if (activity === null || !modes.includes(activity.mode)) return '900-003'
    this.#finish(inspector, activity)
    return null
  }

  intercept(inspector: Agent, workNo: string, callId?: string): Refusal {
    const refusal = this.#refusal(inspector, workNo)
    if (refusal !== null) return refusal
    if (this.#activityOn(inspector, workNo) === null) return '900-003'
    const call = this.#talkingCall(workNo, callId)
    // A video conference cannot be handed over on a voice path.
    if (call?.media !== 'voice') return '900-003'
    this.#activities.delete(inspector.seed.agentId)
    this.#deps.calls.move(call, inspector)
    this.#deps.recordings.start(call, { kind: 'audio' })
    return null
  }

  forget(agentId: string): void {
    const activity = this.#activities.get(agentId)
    this.#activities.delete(agentId)
    if (activity !== undefined) this.#tellTarget('AgentOther_BeQcStop', agentId, activity)
  }

  #refusal(inspector: Agent, workNo: string): Refusal {
    if (inspector.seed.inspector !== true) return '900-002'
    if (inspector.seed.agentId === workNo) return '000-005'
    const target = this.#deps.agents.find(workNo)
    return target === null || target.presence === 'out' ? '900-004' : null
  }

  #talkingCall(workNo: string, callId?: string): Call | null {
    const talking = this.#deps.calls.of(workNo).filter((call) => call.phase === 'talking')
    return talking.find((call) => (callId ?? call.callId) === call.callId) ?? null
  }

  #activityOn(inspector: Agent, workNo: string): Activity | null {
    const activity = this.#activities.get(inspector.seed.agentId)
    return activity?.workNo === workNo ? activity : null
  }

  #announce(inspector: Agent, activity: Activity): void {
    const { agents, emit } = this.#deps
    const { agentId } = inspector.seed
    const busy = (): void => {
      agents.enter(inspector, agentState.talking, { type: 'AgentState_Busy' })
    }
    // A barge-in says "busy" first, the others last (cec_07_2401, 2402, 2412).
    if (activity.mode === 'insert') busy()
    emit(agentId, 'AgentOther_PhoneAlerting')
    emit(agentId, 'AgentOther_PhoneOffhook')
    if (activity.mode !== 'insert') busy()
    this.#tellTarget('AgentOther_BeQcStart', agentId, activity)
  }

  #finish(inspector: Agent, activity: Activity): void {
    const { agents, emit } = this.#deps
    const { agentId } = inspector.seed
    this.#activities.delete(agentId)
    emit(agentId, 'AgentOther_PhoneRelease', { phoneState: 3 })
    agents.enter(inspector, agentState.idle, { type: 'AgentState_Ready' })
    this.#tellTarget('AgentOther_BeQcStop', agentId, activity)
  }

  /** Ends the supervision of an agent whose call is over. */
  #endAround(agent: Agent): void {
    for (const [inspectorId, activity] of [...this.#activities]) {
      const inspector = this.#deps.agents.find(inspectorId)
      const isOver =
        activity.workNo === agent.seed.agentId && this.#talkingCall(activity.workNo) === null
      if (inspector !== null && isOver) this.#finish(inspector, activity)
    }
  }

  #tellTarget(eventType: string, inspectorId: string, activity: Activity): void {
    this.#deps.emit(activity.workNo, eventType, {
      qcType: qcTypes[activity.mode],
      qcAgentId: Number(inspectorId)
    })
  }
}
