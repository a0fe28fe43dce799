import { AppError, type ErrorCode } from '../../shared/errors.ts'
import { factLimit, type ProxyFacts } from '../../shared/model/connection-facts.ts'
import type { ProxyWay } from './line-options.ts'

/** The head of a proxy's answer to `CONNECT`. */
export interface ProxyAnswer {
  readonly status: number
  /** Every value of `Proxy-Authenticate`, in order. */
  readonly challenges: readonly string[]
}

/** Reads the head of an answer (without its last empty line); null where it is no HTTP. */
export function readProxyAnswer(head: string): ProxyAnswer | null {
  const [statusLine = '', ...lines] = head.split('\r\n')
  const status = /^HTTP\/1\.[01] (\d{3})(?: |$)/.exec(statusLine)?.[1]
  if (status === undefined) return null
  const challenges = lines.flatMap((line) => {
    const value = /^proxy-authenticate:\s*(.*)$/i.exec(line)?.[1]
    return value === undefined ? [] : [value.trim()]
  })
  return { status: Number(status), challenges }
}

export const addressOf = ({ host, port }: Pick<ProxyWay, 'host' | 'port'>): string =>
  `${host.includes(':') ? `[${host}]` : host}:${String(port)}`

/** What a proxy's refusal to open a tunnel means; null where it did open it. */
export function refusalOf(proxy: ProxyWay, answer: ProxyAnswer): AppError | null {
  const { status, challenges } = answer
  if (status >= 200 && status <= 299) return null
  const schemes = schemesIn(challenges)
  const basic = challenges.find((challenge) => /(?:^|,)\s*basic(?:\s|,|$)/i.test(challenge))
  const realm = /\brealm\s*=\s*"((?:[^"\\]|\\.)*)"/i.exec(basic ?? '')?.[1] ?? null
  return proxyError(codeFor(status, basic !== undefined), proxy, {
    status,
    schemes,
    realm: realm === null ? null : printable(realm.replaceAll(/\\(.)/g, '$1'))
  })
}

function codeFor(status: number, takesBasic: boolean): ErrorCode {
  if (status === 407) {
    return takesBasic ? 'could-not-ask:proxy-credentials' : 'could-not-ask:proxy-unsupported'
  }
  // 511 (RFC 6585) and a redirect are how a network asks people to sign in to itself.
  const portal = status === 511 || (status >= 300 && status <= 399)
  return portal ? 'could-not-ask:portal' : 'could-not-ask:proxy-refused'
}

/** The names of the schemes: the words that begin a challenge, never what follows them. */
function schemesIn(challenges: readonly string[]): string[] {
  const words = challenges.flatMap((challenge) =>
    // A scheme stands alone or before a blank; a parameter stands before `=`.
    [...challenge.matchAll(/(?:^|,)\s*([A-Za-z][\w-]{0,30})(?=\s+[^\s=,]|\s*(?:,|$))/g)].map(
      (found) => found[1] ?? ''
    )
  )
  return [...new Set(words)].slice(0, 8)
}

/** An error that names the proxy. Its message is for the log and holds no host. */
export function proxyError(
  code: ErrorCode,
  proxy: Pick<ProxyWay, 'host' | 'port'>,
  facts: Partial<Omit<ProxyFacts, 'address'>> = {}
): AppError {
  const { status = null, realm = null, schemes = [] } = facts
  const said = status === null ? 'no tunnel' : `HTTP ${String(status)}`
  return new AppError(code, `Proxy: ${said} (${schemes.join(' ')})`, {
    proxy: { address: addressOf(proxy).slice(0, factLimit), realm, schemes: [...schemes], status }
  })
}

/** A realm is text of whoever runs the proxy: one line, without characters that nobody sees. */
const printable = (text: string): string =>
  text
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, factLimit)
