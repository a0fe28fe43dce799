import { AppError } from '../../shared/errors.ts'
import { problemOf } from '../../shared/model/problem.ts'
import type {
  AgentState,
  SignedInAgent,
  SignInNotice,
  SignInRequest,
  SignInStep
} from '../../shared/model/session.ts'
import type { GatewayClient } from '../gateway/client.ts'
import {
  agentStatus,
  forcedSignIn,
  resetSkill,
  signIn,
  type SignInReply
} from '../gateway/endpoints/index.ts'
import type { Route } from '../gateway/route.ts'
import { signOutAgent } from './sign-out.ts'

/** Which gateway to sign in to, with all that opening a connection needs. */
export interface SignInTarget {
  gatewayName: string
  origin: string
  route: Route
  practice: boolean
}

export interface SignInSteps {
  client: Pick<GatewayClient, 'call'>
  target: SignInTarget
  request: SignInRequest
  /** This PC's clock, in milliseconds since 1970. */
  now: () => number
  onStep: (step: SignInStep) => void
}

/** The sign-in's `status` numbers (cec_07_1202). */
const statusNumbers = { 'not-ready': 3, ready: 4, 'after-call-work': 5 } as const

/** Days before the password's end from which the agent is told (the gateway counts 0 to 180). */
const passwordWarningDays = 14

/**
 * Signs in, sets the skill queues, learns the state. Only the first step can fail it: an agent
 * without skills is signed in all the same, and is told.
 *
 * @throws `not-now:already-signed-in` for 100-002, else what the gateway or the network says
 */
export async function signInAgent(steps: SignInSteps, signal: AbortSignal): Promise<SignedInAgent> {
  const { client, onStep } = steps
  const { agentId } = steps.request
  onStep('signing-in')
  const reply = await signInOrForce(steps, signal)
  try {
    onStep('setting-skills')
    const skillNotices = await setSkills(steps, signal)
    onStep('learning-state')
    const agentState = await askState(client, agentId, signal)
    return agentOf(steps, reply, { agentState, skillNotices })
  } catch (thrown) {
    // Cancelled half-way: the gateway has a session that nobody would poll.
    await signOutAgent(client, agentId, false).catch(() => undefined)
    throw thrown
  }
}

/** The gateway may not answer this call; the events that follow tell the state as well. */
async function askState(
  client: SignInSteps['client'],
  agentId: string,
  signal: AbortSignal
): Promise<AgentState> {
  try {
    return (await client.call(agentStatus, { agentId }, { signal })).agentState
  } catch {
    signal.throwIfAborted()
    return 'unknown'
  }
}

function agentOf(
  { target, request, now }: SignInSteps,
  reply: SignInReply,
  learnt: { agentState: AgentState; skillNotices: SignInNotice[] }
): SignedInAgent {
  const at = now()
  return {
    agentId: request.agentId,
    gatewayName: target.gatewayName,
    gatewayOrigin: target.origin,
    practice: target.practice,
    vdnId: reply.vdnId,
    since: at,
    agentState: learnt.agentState,
    agentStateSince: at,
    reasonCode: null,
    inspector: 'unknown',
    notices: [...noticesOf(reply), ...learnt.skillNotices]
  }
}

async function signInOrForce(steps: SignInSteps, signal: AbortSignal): Promise<SignInReply> {
  const { agentId, password, phoneNumber, agentType, initialState, autoAnswer, force } =
    steps.request
  const status = statusNumbers[initialState]
  const params = { agentId, password, phoneNumber, agentType, status, autoAnswer }
  try {
    return await steps.client.call(force ? forcedSignIn : signIn, params, { signal })
  } catch (thrown) {
    const error = AppError.from(thrown)
    if (error.retcode !== '100-002') throw error
    throw new AppError('not-now:already-signed-in', 'The agent is signed in elsewhere', {
      retcode: error.retcode,
      ...(error.gatewayText === undefined ? {} : { gatewayText: error.gatewayText })
    })
  }
}

async function setSkills(
  { client, request }: SignInSteps,
  signal: AbortSignal
): Promise<SignInNotice[]> {
  try {
    await client.call(resetSkill, { agentId: request.agentId, skills: request.skills }, { signal })
    return []
  } catch (thrown) {
    signal.throwIfAborted()
    return [{ kind: 'skills-not-set', problem: problemOf(thrown) }]
  }
}

function noticesOf(reply: SignInReply): SignInNotice[] {
  const days = reply.passwordExpiresInDays
  return [
    ...(reply.passwordMustChange ? [{ kind: 'password-must-change' as const }] : []),
    ...(days !== null && days <= passwordWarningDays
      ? [{ kind: 'password-expires' as const, days }]
      : []),
    ...(reply.cti === false ? [{ kind: 'no-voice-or-video' as const }] : [])
  ]
}
