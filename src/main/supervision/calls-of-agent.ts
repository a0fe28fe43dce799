import * as v from 'valibot'
import { callId } from '../../shared/model/ids.ts'
import { callIdsOf } from '../gateway/endpoints/index.ts'
import type { SignedIn } from '../session/signed-in.ts'

/** An agent has a handful of calls at most. */
const shown = 10

/**
 * The ids of the calls that the agent has; none where the gateway does not tell. Never throws: an
 * intercept without a call id needs none of them.
 */
export async function callsOfAgent(
  { agentId, call, ended }: SignedIn,
  workNo: string
): Promise<string[]> {
  try {
    const ids = await call(callIdsOf, { agentId, workNo }, { signal: ended })
    return [...new Set(ids)].filter((id) => v.is(callId, id)).slice(0, shown)
  } catch {
    return []
  }
}
