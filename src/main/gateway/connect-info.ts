import * as v from 'valibot'
import { fields, orNull, wholeText } from './reply-fields.ts'
import { Secret } from './secret.ts'

/** The pages show `https: //domain`, with a blank that no URL parser takes. */
const signalingAddress = orNull(
  v.pipe(
    wholeText,
    v.transform((address) => address.replace(/\s/g, ''))
  )
)

const field = orNull(wholeText)

/**
 * What getconnectinfo answers and `AgentEvent_RequestConnect` brings (cec_07_1280, cec_07_1406).
 * Where a page names `appId` twice, the last one counts, as in every JSON parser.
 */
export const connectInfo = v.pipe(
  fields({
    userid: field,
    ctime: field,
    channelid: field,
    role: field,
    ip: field,
    port: field,
    signalingdomainin: signalingAddress,
    signalingdomainout: signalingAddress,
    locationid: field,
    signature: field,
    appid: field
  }),
  v.transform((info) => ({
    userId: info.userid,
    ctime: info.ctime,
    channelId: info.channelid,
    role: info.role,
    ip: info.ip,
    port: info.port,
    signalingDomainIn: info.signalingdomainin,
    signalingDomainOut: info.signalingdomainout,
    locationId: info.locationid,
    appId: info.appid,
    signature: info.signature === null ? null : new Secret(info.signature, 'signature')
  }))
)
export type ConnectInfo = v.InferOutput<typeof connectInfo>
