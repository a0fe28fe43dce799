import type { InterceptWish, SupervisionMode } from '../../shared/model/supervision.ts'
import type { Clock } from '../clock.ts'
import * as endpoints from '../gateway/endpoints/index.ts'
import type { SignedIn } from '../session/signed-in.ts'
import { saysNothingThere } from './answers.ts'
import type { Auditor } from './audit-trail.ts'
import type { SupervisionRequest } from './supervision-run.ts'

/** What every operation needs: the gateway, who asks, and the time. */
export interface InspectorDesk {
  readonly signedIn: SignedIn
  readonly who: Auditor
  readonly clock: Clock
}

interface Target {
  readonly workNo: string
  readonly mode: SupervisionMode
}

const beginnings = {
  listen: endpoints.listen,
  insert: endpoints.insert,
  whisper: endpoints.whisper
}

/** Listening, inserting or whispering begins. */
export function beginning(
  { signedIn: { agentId, call, ended }, who, clock }: InspectorDesk,
  { workNo, mode, key }: Target & { readonly key: number }
): SupervisionRequest {
  return {
    ...{ who, ended, note: { operation: mode, workNo, to: null } },
    asked: { type: 'begin', key, workNo, mode, at: clock.now() },
    send: () => call(beginnings[mode], { agentId, workNo }, { signal: ended }),
    answered: ({ key, at, answer }) => ({ type: 'begin-answered', key, at, answer })
  }
}

/** From one of the three to another. */
export function switching(
  { signedIn: { agentId, call, ended }, who, clock }: InspectorDesk,
  { workNo }: Target,
  to: SupervisionMode
): SupervisionRequest {
  return {
    ...{ who, ended, note: { operation: 'switch', workNo, to } },
    asked: { type: 'switch', at: clock.now() },
    send: () => call(endpoints.switchSupervision, { agentId, workNo, to }, { signal: ended }),
    answered: ({ key, answer }) => ({ type: 'switch-answered', key, answer, mode: to })
  }
}

/** Whispering has a stop of its own; listening and inserting share one. */
export function stopping(
  { signedIn: { agentId, call, ended }, who, clock }: InspectorDesk,
  { workNo, mode }: Target
): SupervisionRequest {
  const endpoint = mode === 'whisper' ? endpoints.stopWhispering : endpoints.stopListening
  return {
    ...{ who, ended, note: { operation: 'stop', workNo, to: null } },
    asked: { type: 'stop', at: clock.now() },
    send: () => call(endpoint, { agentId, workNo }, { signal: ended }),
    answered: ({ error, ...arrival }) => ({
      ...{ type: 'stop-answered', ...arrival },
      nothingThere: error !== null && saysNothingThere(error)
    })
  }
}

/** The customer goes to the inspector. With a call id it is that call's, else the inspected one's. */
export function intercepting(
  { signedIn: { agentId, call, ended }, who, clock }: InspectorDesk,
  { workNo, callId }: Pick<InterceptWish, 'workNo' | 'callId'>
): SupervisionRequest {
  const signal = ended
  return {
    ...{ who, ended, note: { operation: 'intercept', workNo, to: null } },
    asked: { type: 'intercept', at: clock.now() },
    send: () =>
      callId === undefined
        ? call(endpoints.intercept, { agentId, workNo }, { signal })
        : call(endpoints.interceptCall, { agentId, workNo, callId }, { signal }),
    answered: ({ key, at, answer }) => ({ type: 'intercept-answered', key, at, answer })
  }
}
