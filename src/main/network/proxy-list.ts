import type { ProxyWay } from '../gateway/line-options.ts'

/** What the system or a PAC script says about one address. */
export type ProxyList =
  | { readonly use: 'direct' }
  | { readonly use: 'proxy'; readonly way: ProxyWay }
  /** Nothing but kinds that Callside does not speak. */
  | { readonly use: 'unsupported' }

/**
 * Reads the answer of Chromium's proxy resolution, e.g. `PROXY a:3128; HTTPS b:443; DIRECT`. The
 * first entry that can be used wins; SOCKS is passed over.
 */
export function readProxyList(answer: string): ProxyList {
  const entries = answer
    .split(';')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
  for (const entry of entries) {
    const [kind = '', where = ''] = entry.split(/\s+/)
    if (/^direct$/i.test(kind)) return { use: 'direct' }
    const scheme = schemes[kind.toUpperCase()]
    const way = scheme === undefined ? null : readProxyUrl(`${scheme}://${where}`)
    if (way !== null) return { use: 'proxy', way }
  }
  return entries.length === 0 ? { use: 'direct' } : { use: 'unsupported' }
}

const schemes: Readonly<Record<string, 'http' | 'https'>> = {
  PROXY: 'http',
  HTTP: 'http',
  HTTPS: 'https'
}

/**
 * A proxy's address as people type it: `proxy.example:3128`, `http://…`, `https://…`. Null for
 * anything else; also for one with a user name, because a setting is no place for a password.
 */
export function readProxyUrl(typed: string): ProxyWay | null {
  const text = typed.trim()
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  const bare = ['', '/'].includes(url.pathname) && url.search === '' && url.hash === ''
  const nameless = url.username === '' && url.password === ''
  if (!/^https?:$/.test(url.protocol) || url.hostname === '' || !bare || !nameless) return null
  const secure = url.protocol === 'https:'
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 443 : 80) : Number(url.port),
    secure,
    authorization: null
  }
}

/** As it is stored and shown: `http://proxy.example:3128`. */
export function proxyUrlOf({ host, port, secure }: ProxyWay): string {
  const name = host.includes(':') ? `[${host}]` : host
  return `${secure ? 'https' : 'http'}://${name}:${String(port)}`
}
