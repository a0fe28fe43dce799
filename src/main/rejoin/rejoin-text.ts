import { AppError } from '../../shared/errors.ts'
import type { RejoinCopyTarget } from '../../shared/model/rejoin.ts'
import type { ConnectInfo } from '../gateway/connect-info.ts'

/** The order in which the vendor's page lists the fields (cec_07_1280). */
const pageOrder = [
  'userId',
  'ctime',
  'channelId',
  'role',
  'ip',
  'port',
  'signalingDomainIn',
  'signalingDomainOut',
  'locationId',
  'signature',
  'appId'
] as const

/** The signature in plain form. @throws `not-found` where the gateway gave none */
export function signatureOf({ signature }: ConnectInfo): string {
  if (signature === null) throw new AppError('not-found', 'The gateway gave no signature')
  return signature.reveal()
}

/**
 * What goes on the clipboard: one value as the gateway gave it, or all of them as JSON under the
 * documented names, for the H5 client. A field that the gateway did not give is left out.
 * @throws `not-found` where there is nothing to copy
 */
export function copyTextOf(info: ConnectInfo, what: RejoinCopyTarget): string {
  if (what === 'signature') return signatureOf(info)
  if (what === 'json') return asJson(info)
  const value = info[what]
  if (value === null) throw new AppError('not-found', `The gateway gave no ${what}`)
  return value
}

function asJson(info: ConnectInfo): string {
  const values = { ...info, signature: info.signature?.reveal() ?? null }
  const given = pageOrder.flatMap((name) => (values[name] === null ? [] : [[name, values[name]]]))
  return JSON.stringify(Object.fromEntries(given), null, 2)
}
