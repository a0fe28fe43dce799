import { m } from '../../../../shared/i18n/index.ts'
import type { CallView } from '../../../../shared/model/call.ts'
import type { SessionView } from '../../../../shared/model/session.ts'
import type { SupervisionView } from '../../../../shared/model/supervision.ts'
import { errorSentence } from '../../../../shared/words/problem-words.ts'

/** What the rules of this screen look at. */
export interface InspectorDesk {
  readonly session: SessionView | null
  readonly supervision: SupervisionView
  readonly calls: readonly CallView[]
}

export type Right = SupervisionView['right']

/** The inspector right: as supervision learned it, or as the sign-in told. */
export function rightOf({ session, supervision }: Omit<InspectorDesk, 'calls'>): Right {
  if (supervision.right !== 'unknown') return supervision.right
  return session !== null && 'agent' in session ? session.agent.inspector : 'unknown'
}

/** Why the gateway cannot be asked for anything now; null where it can. */
export const waitReason = (session: SessionView | null): string | null =>
  session?.state === 'connected' ? null : m.shell_wait_connected()

/** The call that the inspector talks in now, or null. */
export const talkingCall = (calls: readonly CallView[]): CallView | null =>
  calls.findLast((call) => call.phase === 'talking') ?? null

/**
 * Why no agent can be listened to now, in a sentence; null where one can. The same rules hold in
 * main, which asks them again: an inspector must be ready and in no call (cec_07_2402).
 */
export function whyNotListen({ session, supervision, calls }: InspectorDesk): string | null {
  const wait = waitReason(session)
  if (wait !== null) return wait
  if (rightOf({ session, supervision }) === 'no') return errorSentence('not-now:not-inspector')
  const { current } = supervision
  if (current !== null) {
    return current.stage === 'customer'
      ? m.inspector_listen_with_customer()
      : m.inspector_listen_with_agent({ workNo: current.workNo })
  }
  const ready = session !== null && 'agent' in session && session.agent.agentState === 'ready'
  const inCall = calls.some((call) => call.phase !== 'ended')
  return ready && !inCall ? null : errorSentence('not-now:inspector-busy')
}

/** Why that agent cannot be listened to; null where nothing but the gateway could object. */
export function whyNotListenTo(desk: InspectorDesk, workNo: string): string | null {
  const { session } = desk
  const oneself = session !== null && 'agent' in session && session.agent.agentId === workNo
  return oneself ? errorSentence('not-now:intercept-oneself') : whyNotListen(desk)
}
