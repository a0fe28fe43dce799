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
  client: GatewayClient,
  agentId: string,
  ended: AbortSignal
): SignedIn => ({
  agentId,
  call: (endpoint, params, options) => client.call(endpoint, params, options),
  lend: (endpoint, params, once) => client.lend(endpoint, params, once),
  ended
})
