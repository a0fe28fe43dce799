import { AppError } from '../../shared/errors.ts'
import type { GatewayClient } from '../gateway/client.ts'

/** The gateway as parts may use it while an agent is signed in. Guid and cookies stay inside. */
export interface SignedIn {
  readonly agentId: string
  readonly call: GatewayClient['call']
  readonly lend: GatewayClient['lend']
  /** Aborted when this sign-in ends, for whatever reason. */
  readonly ended: AbortSignal
}

/** Gives the signed-in gateway, or throws `could-not-ask:signed-out`. */
export type RequireSignedIn = () => SignedIn

/** The port for one agent over one connection. */
export const signedInBy = (
  client: Pick<GatewayClient, 'call' | 'lend'>,
  agentId: string,
  ended: AbortSignal
): SignedIn => ({
  agentId,
  call: (endpoint, params, options) => client.call(endpoint, params, options),
  lend: (endpoint, params, once) => client.lend(endpoint, params, once),
  ended
})

/**
 * Lets calls through only while `mayAsk` is true; otherwise they throw `could-not-ask:reconnecting`
 * and nothing is sent. Downloads are not asked: the library holds them back by itself, and one that
 * is under way must hear of its end.
 */
export const onlyWhen = (
  mayAsk: () => boolean,
  client: GatewayClient
): Pick<GatewayClient, 'call' | 'lend'> => ({
  call: async (endpoint, params, options) => {
    if (mayAsk()) return client.call(endpoint, params, options)
    throw new AppError('could-not-ask:reconnecting', 'Not sent: the gateway is waited for')
  },
  lend: (endpoint, params, once) => client.lend(endpoint, params, once)
})
