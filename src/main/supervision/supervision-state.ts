import type { SupervisionMode } from '../../shared/model/supervision.ts'

/** One supervision: on whom, how, and since when it is in its stage. */
interface Target {
  /** Which supervision it is: the answer to an older one changes nothing. */
  key: number
  workNo: string
  mode: SupervisionMode
  since: number
}

/** `asked` until the gateway answers the wish to stop; `accepted` until an event says that it is over. */
type Stopping = 'no' | 'asked' | 'accepted'

export type SupervisionState =
  | { stage: 'idle' }
  | (Target & {
      stage: 'asked'
      accepted: boolean
      phone: 'quiet' | 'alive' | 'busy'
      stopping: Stopping
    })
  /** `doubt`: the answer to a switch to it was lost, so that the mode may be that one by now. */
  | (Target & {
      stage: 'active'
      switching: boolean
      stopping: Stopping
      doubt: SupervisionMode | null
    })
  | (Target & { stage: 'intercepting' })
  | (Target & { stage: 'outcome-unknown'; of: 'begin' | 'stop' | 'intercept'; stopping: Stopping })
  | (Target & { stage: 'customer' })

/** What the gateway answered to a request: yes, no, or nothing that we received. */
export type Answer = 'accepted' | 'refused' | 'lost'

export type SupervisionStep =
  | { type: 'begin'; key: number; workNo: string; mode: SupervisionMode; at: number }
  | { type: 'intercept' | 'stop' | 'switch'; at: number }
  | { type: 'begin-answered' | 'intercept-answered'; key: number; answer: Answer; at: number }
  /** `nothingThere`: refused because the gateway knows of no such supervision. */
  | { type: 'stop-answered'; key: number; answer: Answer; nothingThere: boolean; at: number }
  | { type: 'switch-answered'; key: number; answer: Answer; mode: SupervisionMode }
  /**
   * Events: `phone-alive` AgentOther_PhoneAlerting or …PhoneOffhook; `busy` AgentState_Busy;
   * `talking` AgentEvent_Talking; `over` AgentOther_PhoneRelease, AgentState_Ready or AgentState_Work.
   */
  | { type: 'phone-alive' | 'busy' | 'talking' | 'over'; at: number }

export const idle: SupervisionState = { stage: 'idle' }

/**
 * One inspector's supervision. A step that does not fit the state changes nothing: answers and
 * events cross on the wire, and a second click finds the state already changed.
 *
 *     idle ─begin▶ asked ─answered 0, and AgentState_Busy▶ active
 *     asked ─refused, or stop answered▶ idle          asked ─answer lost▶ outcome-unknown
 *     active ─intercept▶ intercepting ─talking▶ customer
 *     intercepting ─refused▶ active                   intercepting ─answer lost▶ outcome-unknown
 *     active ─stop▶ active (stopping) ─over▶ idle     active ─stop, answer lost▶ outcome-unknown
 *     outcome-unknown (of an intercept) ─talking▶ customer
 *     outcome-unknown (of begin or stop) ─stop answered▶ idle
 *     every stage ─over▶ idle
 *
 * Only `active` without a stop under way takes `intercept`, and leaves `active` at once: that is
 * what makes it one request a confirmation. Events and order: cec_07_2401 to 2404 and 2412.
 */
export function advance(now: SupervisionState, step: SupervisionStep): SupervisionState {
  if (step.type === 'begin') return now.stage === 'idle' ? asked(step) : now
  if (now.stage === 'idle') return now
  if ('key' in step && step.key !== now.key) return now
  switch (step.type) {
    case 'intercept':
      return mayIntercept(now) ? { ...target(now), stage: 'intercepting', since: step.at } : now
    case 'stop':
      return mayStop(now) ? { ...now, stopping: 'asked' } : now
    case 'switch':
      return now.stage === 'active' && mayIntercept(now) ? { ...now, switching: true } : now
    case 'begin-answered':
      return now.stage === 'asked' ? afterBegin(now, step.answer, step.at) : now
    case 'intercept-answered':
      return now.stage === 'intercepting' ? afterIntercept(now, step.answer, step.at) : now
    case 'stop-answered':
      return 'stopping' in now ? afterStop(now, step) : now
    case 'switch-answered':
      return now.stage === 'active' ? afterSwitch(now, step) : now
    default:
      return afterEvent(now, step)
  }
}

/** The one state in which an intercept may be sent. */
export const mayIntercept = (now: SupervisionState): boolean =>
  now.stage === 'active' && now.stopping === 'no' && !now.switching

/** Whether a wish to stop may be sent: once, and again where its answer did not end anything. */
export const mayStop = (now: SupervisionState): now is Stoppable =>
  'stopping' in now && now.stopping !== 'asked'

type Live = Exclude<SupervisionState, { stage: 'idle' }>
type In<S extends Live['stage']> = Extract<Live, { stage: S }>
type Stoppable = Extract<Live, { stopping: Stopping }>
type Event = Extract<SupervisionStep, { type: 'phone-alive' | 'busy' | 'talking' | 'over' }>
type StepOf<T extends SupervisionStep['type']> = Extract<SupervisionStep, { type: T }>

const target = ({ key, workNo, mode, since }: Live): Target => ({ key, workNo, mode, since })

const asked = ({ key, workNo, mode, at }: StepOf<'begin'>): SupervisionState => ({
  ...{ key, workNo, mode, since: at },
  ...{ stage: 'asked', accepted: false, phone: 'quiet', stopping: 'no' }
})

const unknown = (now: Live, of: In<'outcome-unknown'>['of'], at: number): SupervisionState => ({
  ...target(now),
  ...{ stage: 'outcome-unknown', of, stopping: 'no', since: at }
})

/** Which other mode it may be, as long as that is not settled. */
export const doubtOf = (now: SupervisionState): SupervisionMode | null =>
  'doubt' in now ? now.doubt : null

const active = (now: Live, stopping: Stopping, at: number): SupervisionState => ({
  ...target(now),
  ...{ stage: 'active', switching: false, stopping, since: at, doubt: doubtOf(now) }
})

function afterBegin(now: In<'asked'>, answer: Answer, at: number): SupervisionState {
  if (answer === 'refused') return idle
  if (answer === 'lost') return unknown(now, 'begin', at)
  // The event may overtake the answer: the poll is a connection of its own.
  return now.phone === 'busy' ? active(now, now.stopping, at) : { ...now, accepted: true }
}

function afterIntercept(now: In<'intercepting'>, answer: Answer, at: number): SupervisionState {
  if (answer === 'refused') return active(now, 'no', at)
  return answer === 'lost' ? unknown(now, 'intercept', at) : now
}

function afterStop(now: Stoppable, step: StepOf<'stop-answered'>): SupervisionState {
  // What an intercept did is told by events alone, whatever stopping was answered.
  if (now.stage === 'outcome-unknown' && now.of === 'intercept') return { ...now, stopping: 'no' }
  if (step.answer === 'lost') return unknown(now, 'stop', step.at)
  if (now.stage === 'active') return afterStopOfActive(now, step)
  // Before the answer to `begin` a "nothing there" may only mean that the stop overtook it.
  const isUnbegun = now.stage === 'asked' && !now.accepted
  const isOver = step.answer === 'accepted' || (step.nothingThere && !isUnbegun)
  return isOver ? idle : { ...now, stopping: 'no' }
}

/** Each mode has a stop of its own: "nothing there" settles a doubt, and the next stop is the other. */
function afterStopOfActive(now: In<'active'>, step: StepOf<'stop-answered'>): SupervisionState {
  const stopping = step.answer === 'accepted' ? 'accepted' : 'no'
  const mode = step.nothingThere ? (now.doubt ?? now.mode) : now.mode
  return { ...now, mode, stopping, doubt: step.nothingThere ? null : now.doubt }
}

function afterSwitch(now: In<'active'>, step: StepOf<'switch-answered'>): SupervisionState {
  const after = { ...now, switching: false }
  if (step.answer === 'accepted') return { ...after, mode: step.mode, doubt: null }
  return step.answer === 'lost' && step.mode !== now.mode ? { ...after, doubt: step.mode } : after
}

function afterEvent(now: Live, { type, at }: Event): SupervisionState {
  if (type === 'over') return isStale(now) ? now : idle
  if (now.stage === 'asked') return afterPhone(now, type, at)
  const intercepted =
    now.stage === 'intercepting' || (now.stage === 'outcome-unknown' && now.of === 'intercept')
  return type === 'talking' && intercepted ? { ...target(now), stage: 'customer', since: at } : now
}

function afterPhone(now: In<'asked'>, type: Event['type'], at: number): SupervisionState {
  if (type === 'busy')
    return now.accepted ? active(now, now.stopping, at) : { ...now, phone: 'busy' }
  return type === 'phone-alive' && now.phone === 'quiet' ? { ...now, phone: 'alive' } : now
}

/** An end that arrives before anything has begun belongs to the call before. */
const isStale = (now: Live): boolean =>
  now.stage === 'asked' && !now.accepted && now.phone === 'quiet'
