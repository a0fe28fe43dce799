import { AppError } from '../../shared/errors.ts'
import type { GatewayClient } from '../gateway/client.ts'
import { forcedSignOut, signOut } from '../gateway/endpoints/index.ts'
import type { SendAtOnce } from '../gateway/exchange.ts'

/** How long a sign-out waits for the gateway, in milliseconds, before the session is dropped anyway. */
const patienceMs = 10_000

/** Refusals of a sign-out that mean that the agent is out already (cec_07_0580). */
const alreadyOut = new Set(['100-006', '100-008'])

/**
 * Signs the agent out at the gateway. Without `force` it refuses during a call; with it the call is
 * released. A gateway that cannot be asked does not keep the agent: it signs out silent agents by
 * itself after 120 s (cec_05_4012).
 *
 * @throws the gateway's refusal, and nothing else
 */
export async function signOutAgent(
  { call }: Pick<GatewayClient, 'call'>,
  agentId: string,
  force: boolean
): Promise<void> {
  try {
    const signal = AbortSignal.timeout(patienceMs)
    await call(force ? forcedSignOut : signOut, { agentId }, { signal })
  } catch (thrown) {
    const { retcode } = AppError.from(thrown)
    if (retcode !== undefined && !alreadyOut.has(retcode)) throw thrown
  }
}

/**
 * Signs the agent out by force before this returns; `once` sends the request.
 * @throws whatever kept the gateway from saying yes
 */
export function signOutAgentAtOnce(
  { callAtOnce }: Pick<GatewayClient, 'callAtOnce'>,
  agentId: string,
  once: SendAtOnce
): void {
  try {
    callAtOnce(forcedSignOut, { agentId }, once)
  } catch (thrown) {
    if (!alreadyOut.has(AppError.from(thrown).retcode ?? '')) throw thrown
  }
}
