import * as v from 'valibot'
import { errorCodes } from '../errors.ts'
import { agentId, instant } from './ids.ts'
import { problem } from './problem.ts'
import { agentStates } from './session.ts'

export const supervisedAgent = v.object({
  workNo: agentId,
  name: v.string(),
  group: v.nullable(v.string()),
  agentState: v.picklist(agentStates),
  /** When the gateway last told this state. */
  seenAt: instant,
  /** True where the agent's call is known to be video: it cannot be intercepted. */
  videoCall: v.picklist(['yes', 'no', 'unknown'])
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

export const supervisionView = v.object({
  /** The inspector right of the signed-in agent (`iscensor`). */
  right: v.picklist(['yes', 'no', 'unknown']),
  agents: v.array(supervisedAgent),
  agentsAt: v.nullable(instant),
  problem: v.nullable(problem),
  current: v.nullable(
    v.object({
      workNo: agentId,
      mode: v.picklist(supervisionModes),
      stage: v.picklist(supervisionStages),
      since: instant,
      /** Why Intercept is not offered now, or null where it is. */
      interceptBlockedBy: v.nullable(v.picklist(errorCodes))
    })
  )
})
export type SupervisionView = v.InferOutput<typeof supervisionView>
