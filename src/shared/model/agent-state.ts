import * as v from 'valibot'

export type { AgentState } from './session.ts'

/** What can be chosen for "not ready" and for a rest. */
export const stateOptions = v.object({
  /** The gateway's codes 200 to 250 that the organisation has named. */
  reasons: v.array(v.object({ code: v.number(), name: v.string() })),
  /** Causes of a rest as the gateway names them; none where it does not tell. */
  restCauses: v.array(v.object({ cause: v.number(), name: v.string() }))
})
export type StateOptions = v.InferOutput<typeof stateOptions>

/** `null` is no reason. */
export const notReadyWish = v.strictObject({
  reason: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(250)))
})

/** `time` is a number whose unit no page of the vendor gives; the site knows. */
export const restWish = v.strictObject({
  time: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(86_399)),
  cause: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255))
})
