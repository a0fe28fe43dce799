import * as v from 'valibot'
import { callId, instant } from './ids.ts'

/** The fields of getconnectinfo (cec_07_1280) that may be shown at once. `null`: the gateway gave none. */
export const rejoinFieldNames = [
  'userId',
  'channelId',
  'role',
  'ip',
  'port',
  'signalingDomainIn',
  'signalingDomainOut',
  'locationId',
  'appId',
  'ctime'
] as const
export type RejoinFieldName = (typeof rejoinFieldNames)[number]

const fieldText = v.nullable(v.pipe(v.string(), v.maxLength(2048)))

/** Connection information of one H5 video call. The signature stays in main until it is asked for. */
export const rejoinView = v.object({
  callId,
  fetchedAt: instant,
  /** When it ends, by this PC's clock as the gateway's corrects it; null where it does not say. */
  expiresAt: v.nullable(instant),
  fields: v.object({
    userId: fieldText,
    channelId: fieldText,
    role: fieldText,
    ip: fieldText,
    port: fieldText,
    signalingDomainIn: fieldText,
    signalingDomainOut: fieldText,
    locationId: fieldText,
    appId: fieldText,
    ctime: fieldText
  }),
  hasSignature: v.boolean()
})
export type RejoinView = v.InferOutput<typeof rejoinView>

/** Stands for the call where access information came unasked and names none that is known. */
export const unknownCallId = 'unknown-call'

/** All rejoin information that is held, one a call. */
export const rejoinState = v.object({
  cards: v.array(rejoinView),
  /** Whether the site has an H5 client that can be opened. */
  canOpen: v.boolean()
})
export type RejoinState = v.InferOutput<typeof rejoinState>

/** What can be copied: one field, the signature, or all of it as JSON. The clipboard is written by main. */
export const rejoinCopyTarget = v.picklist([...rejoinFieldNames, 'signature', 'json'])
export type RejoinCopyTarget = v.InferOutput<typeof rejoinCopyTarget>
