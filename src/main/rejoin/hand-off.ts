import { AppError } from '../../shared/errors.ts'
import { rejoinFieldNames, type RejoinFieldName } from '../../shared/model/rejoin.ts'
import type { ConnectInfo } from '../gateway/connect-info.ts'

/** Where a site's H5 client is, from policy: an address with `{channelId}` and the like in it. */
export interface HandOff {
  readonly template: string
  /** The only origin that is ever opened. */
  readonly origin: string
}

const placeholder = /\{([A-Za-z]+)\}/g
const known: ReadonlySet<string> = new Set([...rejoinFieldNames, 'signature', 'callId'])

/**
 * Reads the policy's template; null where it is not usable. https only, without a user or a
 * password; no placeholder in the origin, and `{signature}` only behind the `#`, so that no server
 * and no proxy ever gets it.
 */
export function handOffFrom(template: string): HandOff | null {
  const names = [...template.matchAll(placeholder)].map(([, name = '']) => name)
  if (!names.every((name) => known.has(name))) return null
  const [beforeFragment = ''] = template.split('#')
  if (beforeFragment.includes('{signature}')) return null
  const url = asUrl(template.replaceAll(placeholder, 'x'))
  if (url === null || url.username !== '' || url.password !== '') return null
  // Everything up to the first slash behind the host must be there word for word.
  const isFixed = url.protocol === 'https:' && `${template}/`.startsWith(`${url.origin}/`)
  return isFixed || template.startsWith(`${url.origin}?`) || template.startsWith(`${url.origin}#`)
    ? { template, origin: url.origin }
    : null
}

/**
 * The address that opens the H5 client in the room of this call; every value is percent-encoded.
 * @throws `not-found` where the template needs a value that the gateway did not give
 */
export function handOffUrl(
  { template, origin }: HandOff,
  callId: string,
  info: ConnectInfo
): string {
  const text = template.replaceAll(placeholder, (_whole, name: string) =>
    encodeURIComponent(valueOf(name, callId, info))
  )
  const url = asUrl(text)
  if (url?.origin !== origin) throw new AppError('not-found', 'The address left its origin')
  return url.href
}

function valueOf(name: string, callId: string, info: ConnectInfo): string {
  if (name === 'callId') return callId
  // Checked when the template was read.
  const value = name === 'signature' ? info.signature?.reveal() : info[name as RejoinFieldName]
  if (value === null || value === undefined) {
    throw new AppError('not-found', `The gateway gave no ${name}`)
  }
  return value
}

function asUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null
}
