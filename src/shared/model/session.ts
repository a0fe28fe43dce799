import * as v from 'valibot'
import { agentId, instant, rowId } from './ids.ts'
import { problem } from './problem.ts'

/** What the gateway says the agent is doing (the `agentState` scale of cec_07_2569, in words). */
export const agentStates = [
  'unknown',
  'signed-out',
  'not-ready',
  'ready',
  'after-call-work',
  'in-call',
  'rest'
] as const
export type AgentState = (typeof agentStates)[number]

/** The states that an agent may ask for. Rest needs a length and a cause and comes later. */
export const agentStateWish = v.picklist(['ready', 'not-ready', 'after-call-work'])
export type AgentStateWish = v.InferOutput<typeof agentStateWish>

/** Something that the sign-in answer tells and the agent should know. */
export const signInNotice = v.variant('kind', [
  v.object({ kind: v.literal('password-must-change') }),
  v.object({ kind: v.literal('password-expires'), days: v.number() }),
  v.object({ kind: v.literal('no-voice-or-video') }),
  v.object({ kind: v.literal('skills-not-set'), problem })
])
export type SignInNotice = v.InferOutput<typeof signInNotice>

/** The signed-in agent. No Guid, cookie or password is part of it. */
export const signedInAgent = v.object({
  agentId,
  gatewayName: v.string(),
  gatewayOrigin: v.string(),
  /** True where the gateway is the built-in practice gateway: nothing is real. */
  practice: v.boolean(),
  vdnId: v.nullable(v.string()),
  since: instant,
  agentState: v.picklist(agentStates),
  agentStateSince: instant,
  /** The not-ready reason code that the gateway gave, e.g. `200`. */
  reasonCode: v.nullable(v.string()),
  inspector: v.picklist(['yes', 'no', 'unknown']),
  notices: v.array(signInNotice)
})
export type SignedInAgent = v.InferOutput<typeof signedInAgent>

export const signInSteps = ['signing-in', 'setting-skills', 'learning-state'] as const
export type SignInStep = (typeof signInSteps)[number]

/**
 * Why nobody is signed in. The gateway never says why it ended a session, so `timed-out` and
 * `taken-over` are what the circumstances tell (`main/session/session-end.ts`).
 */
export const signedOutReasons = [
  'not-yet',
  'asked',
  'failed',
  'timed-out',
  'taken-over',
  'switch-over-failed',
  'certificate-changed',
  'ended-by-gateway'
] as const
export type SignedOutReason = (typeof signedOutReasons)[number]

/** The session as every surface shows it; the machine behind it is `main/session/session-state.ts`. */
export const sessionView = v.variant('state', [
  v.object({
    state: v.literal('signed-out'),
    reason: v.picklist(signedOutReasons),
    problem: v.nullable(problem)
  }),
  v.object({
    state: v.literal('signing-in'),
    step: v.picklist(signInSteps),
    agentId,
    gatewayName: v.string()
  }),
  v.object({ state: v.literal('connected'), agent: signedInAgent }),
  v.object({
    state: v.literal('reconnecting'),
    agent: signedInAgent,
    /** Since when this is known. */
    since: instant,
    /** When the gateway was last heard. */
    lastAnswerAt: instant,
    /** When the gateway signs a silent agent out: a moment that may have passed already. */
    signedOutAt: instant,
    /** Null right after waking: nothing has failed yet, but nothing is known either. */
    problem: v.nullable(problem)
  }),
  v.object({
    /** The gateway moves the agent to another server. */
    state: v.literal('switching-over'),
    agent: signedInAgent,
    since: instant,
    problem
  }),
  v.object({ state: v.literal('signing-out'), agent: signedInAgent })
])
export type SessionView = v.InferOutput<typeof sessionView>

/** Everything that the sign-in form sends. The password travels in this command only. */
export const signInRequest = v.strictObject({
  profileId: rowId,
  agentId,
  /** At most 32 characters (cec_07_1202). */
  password: v.pipe(v.string(), v.minLength(1), v.maxLength(32)),
  /** The softphone's number, at most 24 characters (cec_07_1202). */
  phoneNumber: v.pipe(v.string(), v.regex(/^[\d+*#]{1,24}$/)),
  /** 11 is PC with video phone, 4 is PC with phone (cec_07_1202). */
  agentType: v.picklist([11, 4]),
  initialState: agentStateWish,
  autoAnswer: v.boolean(),
  /** `all`, or skill ids as the gateway names them. */
  skills: v.union([
    v.literal('all'),
    v.pipe(v.array(v.pipe(v.string(), v.regex(/^\d{1,9}$/))), v.maxLength(100))
  ]),
  /** Sign out the agent's other client first; only after the agent has confirmed it. */
  force: v.boolean()
})
export type SignInRequest = v.InferOutput<typeof signInRequest>
