import * as v from 'valibot'
import { AppError } from '../../shared/errors.ts'
import type { Endpoint } from './endpoint.ts'
import { lost } from './failure.ts'
import { fields, orNull, textLimit } from './reply-fields.ts'

/** A whole answer, before anybody has judged it. */
export interface Answer {
  readonly status: number
  readonly contentType: string
  readonly body: Buffer
}

/** The gateway's envelope: `0` is success and nothing else is. */
export interface Envelope {
  readonly retcode: string
  readonly message: string
  readonly result: unknown
  readonly event: unknown
}

/** `"0"`, `0`, `"106-011"`: text or a number, compared as text. */
const retcode = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform((value) => String(value).trim()),
  v.regex(/^[\w-]{1,32}$/)
)

const envelope = fields({
  retcode,
  // Two guide pages write `msg`; the API pages and all clients `message`.
  message: orNull(v.string()),
  msg: orNull(v.string()),
  result: v.optional(v.unknown()),
  event: v.optional(v.unknown())
})

/** The envelope in an answer's bytes, or null where there is none: HTML, cut JSON, another JSON. */
export function readEnvelope(body: Buffer, contentType: string): Envelope | null {
  try {
    const json: unknown = JSON.parse(decode(body, contentType))
    const { message, msg, ...rest } = v.parse(envelope, json)
    const words = (message ?? msg ?? '').slice(0, textLimit)
    return { retcode: rest.retcode, result: rest.result, event: rest.event, message: words }
  } catch {
    return null
  }
}

/** Strict: a broken character is an unreadable answer, never a replacement sign. One vendor client met GBK. */
function decode(body: Buffer, contentType: string): string {
  const chinese = /charset\s*=\s*"?(?:gbk|gb2312|gb18030)/i.test(contentType)
  return new TextDecoder(chinese ? 'gb18030' : 'utf-8', { fatal: true }).decode(body)
}

export const isRedirect = (status: number): boolean => status >= 300 && status < 400

/** How networks send people to their own page: 302, 303, and 511 (RFC 6585). */
const asksToSignIn = new Set([302, 303, 511])

/** A page under a success: a gateway has none, what stands between has. */
const isPage = ({ status, contentType, body }: Answer): boolean =>
  status === 200 &&
  (/^\s*text\/html/i.test(contentType) ||
    /^\s*<(?:!doctype|html)/i.test(body.subarray(0, 200).toString('latin1')))

/** Which of the three kinds of outcome an answer is: the reply's content, or an AppError thrown. */
export function judge<P, R>(endpoint: Endpoint<P, R>, answer: Answer): R {
  const { logName, kind } = endpoint
  const said = `${logName}: HTTP ${String(answer.status)}`
  if (asksToSignIn.has(answer.status)) throw new AppError('could-not-ask:portal', said)
  if (isRedirect(answer.status)) throw redirectRefused(logName, answer.status)
  const read = readEnvelope(answer.body, answer.contentType)
  if (read !== null && read.retcode !== '0') throw refused(logName, read)
  if (read === null && isPage(answer))
    throw lost('could-not-ask:portal', said, { kind, sent: true })
  if (read === null || answer.status < 200 || answer.status > 299) {
    // A 4xx says that the server did not take the request; after anything else it may have.
    const sent = answer.status < 400 || answer.status > 499
    throw lost('could-not-ask:unexpected-answer', said, { kind, sent })
  }
  const content = v.safeParse(
    endpoint.reply,
    endpoint.replyIn === 'event' ? read.event : read.result
  )
  if (content.success) return content.output
  throw lost('could-not-ask:unexpected-answer', `${said}, unknown content`, { kind, sent: true })
}

export const redirectRefused = (logName: string, status: number): AppError =>
  new AppError('could-not-ask:redirect-refused', `${logName}: HTTP ${String(status)}`)

/** The gateway's own no. Its text is shown as text, never parsed, never in `message`. */
export const refused = (logName: string, { retcode: code, message }: Envelope): AppError =>
  new AppError('gateway-refused', `${logName}: retcode ${code}`, {
    retcode: code,
    ...(message === '' ? {} : { gatewayText: message })
  })
