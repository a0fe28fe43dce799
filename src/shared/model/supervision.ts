import * as v from 'valibot'
import { errorCodes } from '../errors.ts'
import { agentId, callId, instant } from './ids.ts'
import { problem } from './problem.ts'
import { agentStates } from './session.ts'

/** What is known of a condition: never guessed. */
export const knowledge = ['yes', 'no', 'unknown'] as const
export type Knowledge = (typeof knowledge)[number]

export const supervisedAgent = v.object({
  workNo: agentId,
  name: v.string(),
  group: v.nullable(v.string()),
  agentState: v.picklist(agentStates),
  /** Since when the agent is in that state; null where the gateway did not tell. */
  stateSince: v.nullable(instant),
  /** When the gateway last told this state. */
  seenAt: instant,
  /** `yes` where the agent's call is known to be video: it cannot be intercepted. */
  videoCall: v.picklist(knowledge),
  /** Whether the agent belongs to the inspector's VDN, where the gateway names both. */
  sameVdn: v.picklist(knowledge)
})
export type SupervisedAgent = v.InferOutput<typeof supervisedAgent>

export const supervisionModes = ['listen', 'insert', 'whisper'] as const
export type SupervisionMode = (typeof supervisionModes)[number]

/**
 * `asked` until the phone is connected, `active` while the inspector is on the agent's call,
 * `intercepting` from the confirmation to the first event, `outcome-unknown` where the reply was
 * lost, `customer` when the inspector talks to the customer instead of the agent.
 */
export const supervisionStages = [
  'asked',
  'active',
  'intercepting',
  'outcome-unknown',
  'customer'
] as const
export type SupervisionStage = (typeof supervisionStages)[number]

/** What an inspector can ask the gateway for; each is written into the local audit file first. */
export const supervisionOperations = [...supervisionModes, 'switch', 'stop', 'intercept'] as const
export type SupervisionOperation = (typeof supervisionOperations)[number]

/** What an intercept needs (cec_07_2403), in the order in which the checklist shows it. */
export const interceptChecks = [
  'signed-in',
  'inspector-right',
  'same-vdn',
  'on-call',
  'not-oneself',
  'voice-call',
  'agent-in-call'
] as const
export type InterceptCheck = (typeof interceptChecks)[number]

/**
 * How an operation ended: `asked` while that is not known yet, `not-sent` where nothing left this
 * PC, `unknown` where the answer was lost, `done` where an event told that the intercept worked.
 */
export const auditResults = ['asked', 'accepted', 'refused', 'unknown', 'not-sent', 'done'] as const
export type AuditResult = (typeof auditResults)[number]

/** One operation of the signed-in inspector, from the local audit file. */
export const auditLine = v.object({
  id: v.string(),
  at: instant,
  operation: v.picklist(supervisionOperations),
  /** What was switched to; null for every other operation. */
  to: v.nullable(v.picklist(supervisionModes)),
  workNo: agentId,
  result: v.picklist(auditResults),
  retcode: v.nullable(v.string())
})
export type AuditLine = v.InferOutput<typeof auditLine>

const blockedBy = v.nullable(v.picklist(errorCodes))

export const supervisionView = v.object({
  /** The inspector right of the signed-in agent (`iscensor`). */
  right: v.picklist(knowledge),
  agents: v.array(supervisedAgent),
  agentsAt: v.nullable(instant),
  /** Why the list of agents could not be asked for the last time; null where it could. */
  listProblem: v.nullable(problem),
  /** `not-reported`: the gateway did not take the wish to be told of agents' states. */
  watching: v.picklist(['no', 'yes', 'not-reported']),
  /** Notices about agents that Callside has no meaning for, since the sign-in. */
  unknownNotices: v.number(),
  /** Why the last operation was not carried out, or null. */
  requestProblem: v.nullable(problem),
  /** The operation whose answer is awaited; while there is one no other is sent. */
  outstanding: v.nullable(v.picklist(supervisionOperations)),
  current: v.nullable(
    v.object({
      workNo: agentId,
      mode: v.picklist(supervisionModes),
      /** The answer to a switch was lost: the mode may be another one by now. */
      modeInDoubt: v.boolean(),
      stage: v.picklist(supervisionStages),
      since: instant,
      /** Why each is not offered now, or null where it is. */
      interceptBlockedBy: blockedBy,
      switchBlockedBy: blockedBy,
      stopBlockedBy: blockedBy,
      checks: v.array(
        v.object({ check: v.picklist(interceptChecks), answer: v.picklist(knowledge) })
      )
    })
  ),
  /** The inspector's own last operations, newest first. */
  audit: v.array(auditLine)
})
export type SupervisionView = v.InferOutput<typeof supervisionView>

/** How long the button must be held to confirm an intercept. */
export const interceptHoldMs = 1_000

/**
 * The confirmation of one intercept. `token` was made by main when the dialog opened and serves
 * once; the agent's number is typed, or the button is held for {@link interceptHoldMs}.
 */
export const interceptWish = v.strictObject({
  workNo: agentId,
  token: v.pipe(v.string(), v.uuid()),
  /** Which of several calls; left out, the gateway takes the one that is inspected. */
  callId: v.optional(callId),
  confirmation: v.variant('by', [
    v.strictObject({ by: v.literal('typing'), typed: v.pipe(v.string(), v.maxLength(16)) }),
    v.strictObject({ by: v.literal('holding') })
  ])
})
export type InterceptWish = v.InferOutput<typeof interceptWish>
