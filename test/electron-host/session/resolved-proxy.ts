const kinds: Readonly<Record<string, string>> = {
  http: 'PROXY',
  https: 'HTTPS',
  socks: 'SOCKS',
  socks4: 'SOCKS',
  socks5: 'SOCKS5'
}

/**
 * What Chromium would answer for an https address under a configuration of `setProxy`: the proxies of
 * `proxyRules` for that scheme, in order. PAC scripts are not run, so there it is `DIRECT`.
 */
export function resolvedProxy({ mode, proxyRules = '' }: Electron.ProxyConfig): string {
  if (mode === 'direct' || mode === 'system') return 'DIRECT'
  const rules = proxyRules.split(';').map((rule) => rule.trim())
  const own = rules.find((rule) => rule.startsWith('https='))?.slice('https='.length)
  const list = own ?? rules.find((rule) => !rule.includes('=')) ?? ''
  const answers = list
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map(answerFor)
  return answers.length === 0 ? 'DIRECT' : answers.join(';')
}

function answerFor(entry: string): string {
  const [, scheme = 'http', where = ''] = /^(?:([a-z0-9]+):\/\/)?(.*)$/i.exec(entry) ?? []
  return scheme === 'direct' ? 'DIRECT' : `${kinds[scheme.toLowerCase()] ?? 'PROXY'} ${where}`
}
