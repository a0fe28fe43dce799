import type { SignInRequest } from '../../shared/model/session.ts'
import { createGatewayClient } from '../gateway/client.ts'
import { createCredentials } from '../gateway/credentials.ts'
import { poll } from '../gateway/endpoints/index.ts'
import type { Route } from '../gateway/route.ts'
import { signInAgent } from '../session/sign-in.ts'
import { signOutAgent } from '../session/sign-out.ts'
import type { Profile } from '../settings/profiles.ts'
import type { TrialSignIn } from './session-checks.ts'

export interface TrialDeps {
  readonly profile: Profile
  readonly open: (profile: Profile, signal: AbortSignal) => Promise<Route>
  readonly now: () => number
}

export interface TrialAgent {
  readonly agentId: string
  readonly phoneNumber: string
  readonly password: string
}

/** Signed in as not ready, so that no call comes; never forced over another session. */
const requestFor = (profileId: string, agent: TrialAgent): SignInRequest => ({
  ...{ profileId, ...agent, agentType: 11, initialState: 'not-ready' },
  ...{ autoAnswer: false, skills: 'all', force: false }
})

/** A sign-in for the doctor alone: one poll, then it signs out again with `end`. */
export function createTrial(
  { profile, open, now }: TrialDeps,
  agent: TrialAgent
): TrialSignIn & { readonly end: () => Promise<void> } {
  const { agentId } = agent
  let client: ReturnType<typeof createGatewayClient> | null = null
  let signedIn = false
  return {
    agentId,
    async signIn(signal) {
      const route = await open(profile, signal)
      const { name: gatewayName, origin, profileId } = profile
      client = createGatewayClient({
        ...{ origin, line: route.now, now, observe: () => undefined },
        credentials: createCredentials()
      })
      const target = { gatewayName, origin, route, practice: false }
      const request = requestFor(profileId, agent)
      await signInAgent({ client, target, request, now, onStep: () => undefined }, signal)
      signedIn = true
    },
    async poll(signal) {
      await client?.call(poll, { agentId }, { signal })
    },
    async end() {
      // A refusal changes nothing: the gateway signs out whoever does not poll.
      if (signedIn && client !== null) {
        await signOutAgent(client, agentId, false).catch(() => undefined)
      }
      client?.close()
    }
  }
}
