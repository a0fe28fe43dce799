import * as v from 'valibot'
import type { CallView } from '../../shared/model/call.ts'
import { callId as callIdSchema } from '../../shared/model/ids.ts'
import { allCallIds, callInfo, callInfoById, syncAgentInfo } from '../gateway/endpoints/index.ts'
import type { SignedIn } from '../session/signed-in.ts'

export type FoundCall = Pick<CallView, 'callId' | 'phase' | 'caller' | 'called'>

/** An agent has a handful of calls at most. */
const asked = 10

/**
 * The calls that the agent is in although no event of this sign-in told of them: after a restart
 * of the app. Each question may fail, for none of them is answered everywhere; what is then not
 * known stays so. Never throws.
 */
export async function findCalls(signedIn: SignedIn): Promise<readonly FoundCall[]> {
  const { agentId, call, ended: signal } = signedIn
  const quietly = <T>(question: Promise<T>): Promise<T | null> => question.catch(() => null)
  const [ids, current, state] = await Promise.all([
    quietly(call(allCallIds, { agentId }, { signal })),
    quietly(call(callInfo, { agentId }, { signal })),
    quietly(call(syncAgentInfo, { agentId }, { signal }))
  ])
  const isOn = current !== null && (current.endTimeMs ?? 0) === 0
  const named = [...(ids ?? []), isOn ? current.callId : null]
  const fromState = [state?.currentCallId ?? null, state?.mainCallId ?? null]
  const all = [...named, ...fromState, state?.heldCallId ?? null]
  const unique = [...new Set(all)].filter((id) => v.is(callIdSchema, id)).slice(0, asked)
  const found = await Promise.all(
    unique.map(async (callId): Promise<FoundCall | null> => {
      const info =
        callId === current?.callId
          ? current
          : await quietly(call(callInfoById, { agentId, callId }, { signal }))
      if (info !== null && (info.endTimeMs ?? 0) > 0) return null
      const phase = callId === state?.heldCallId ? 'held' : 'talking'
      return { callId, phase, caller: info?.caller ?? null, called: info?.called ?? null }
    })
  )
  return found.filter((call) => call !== null)
}
