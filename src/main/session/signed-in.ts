import type { GatewayClient } from '../gateway/client.ts'

/** The gateway as parts may use it while an agent is signed in. Guid and cookies stay inside. */
export interface SignedIn extends Pick<GatewayClient, 'call' | 'openFile'> {
  readonly agentId: string
  /** Aborted when this sign-in ends, for whatever reason. */
  readonly ended: AbortSignal
}

/** Gives the signed-in gateway, or throws `could-not-ask:signed-out`. */
export type RequireSignedIn = () => SignedIn
