import { m } from '../../../../../shared/i18n/index.ts'
import type { RejoinFieldName } from '../../../../../shared/model/rejoin.ts'

/** What each field of the connection information is; the site's client knows it by its own name. */
export const fieldWord: Readonly<Record<RejoinFieldName, () => string>> = {
  userId: m.rejoin_field_user_id,
  channelId: m.rejoin_field_channel_id,
  role: m.rejoin_field_role,
  ip: m.rejoin_field_ip,
  port: m.rejoin_field_port,
  signalingDomainIn: m.rejoin_field_signaling_domain_in,
  signalingDomainOut: m.rejoin_field_signaling_domain_out,
  locationId: m.rejoin_field_location_id,
  appId: m.rejoin_field_app_id,
  ctime: m.rejoin_field_ctime
}

const longFields: readonly RejoinFieldName[] = [
  'signalingDomainIn',
  'signalingDomainOut',
  'appId',
  'ctime'
]

/** What does not fit into half a line; the rest stands in pairs. */
export const takesAWholeLine = (name: RejoinFieldName): boolean => longFields.includes(name)

/** The order on the screen: what belongs together stands side by side. */
export const fieldsInOrder: readonly RejoinFieldName[] = [
  'userId',
  'role',
  'channelId',
  'locationId',
  'ip',
  'port',
  ...longFields
]
