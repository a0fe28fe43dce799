import * as v from 'valibot'
import { callId } from './ids.ts'

/** At most 16 KB of the original text, counted as UTF-8 before any Base64 (cec_07_1263). */
export const callDataLimitBytes = 16_384

const encoder = new TextEncoder()

/** The length that the limit is about: UTF-8 bytes of the text before Base64. */
export const callDataBytes = (text: string): number => encoder.encode(text).byteLength

/** What the gateway holds for a call. `readable` is false where it would not tell. */
export const callDataNow = v.object({
  callId,
  readable: v.boolean(),
  text: v.string()
})
export type CallDataNow = v.InferOutput<typeof callDataNow>

export const callDataWrite = v.strictObject({
  callId,
  /** Far above the limit on purpose: the refusal names the bytes, it does not drop the message. */
  text: v.pipe(v.string(), v.maxLength(60_000)),
  /** Send the text as Base64 and say so to the gateway. */
  base64: v.boolean(),
  /** The agent has seen that the call already has data and wants it replaced. */
  replace: v.boolean()
})
export type CallDataWrite = v.InferOutput<typeof callDataWrite>

/** How a write ended: sent, and what reading it back showed. */
export const callDataReceipt = v.object({
  callId,
  bytes: v.number(),
  readBack: v.picklist(['same', 'different', 'not-readable'])
})
export type CallDataReceipt = v.InferOutput<typeof callDataReceipt>
