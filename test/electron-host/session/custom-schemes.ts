export interface CustomSchemes {
  /** Makes the schemes known; before that their addresses are left alone. */
  register: (names: readonly string[]) => void
  /** The address that Chromium can load: `app://callside/x` as `https://callside.app.invalid/x`. */
  inward: (url: string) => string
  /** The address that the app knows. */
  outward: (url: string) => string
  /** The same inside a header value, e.g. a content security policy or `Location`. */
  headerInward: (value: string) => string
}

/**
 * Chromium cannot learn a standard scheme over DevTools (a navigation to one is aborted before
 * anything can answer it), so each is mapped to https under the reserved domain `.invalid`, which
 * no name server knows; requests for it are answered by the app's protocol handler.
 */
export function createCustomSchemes(): CustomSchemes {
  const names = new Set<string>()

  function inward(url: string): string {
    const [, scheme = '', host = '', rest = ''] =
      /^([a-z][a-z\d+.-]*):\/\/([^/?#]*)(.*)$/is.exec(url) ?? []
    if (!names.has(scheme)) return url
    return `https://${host}.${scheme}.invalid${rest.startsWith('/') ? rest : `/${rest}`}`
  }

  function outward(url: string): string {
    const [, host = '', scheme = '', rest = ''] =
      /^https:\/\/(.*?)\.([a-z][a-z\d+-]*)\.invalid(?=[/?#]|$)(.*)$/is.exec(url) ?? []
    return names.has(scheme) ? `${scheme}://${host}${rest}` : url
  }

  function headerInward(value: string): string {
    let mapped = value
    for (const name of names) {
      mapped = mapped
        .replaceAll(new RegExp(`\\b${name}://([\\w.-]+)`, 'g'), `https://$1.${name}.invalid`)
        .replaceAll(new RegExp(`(^|\\s)${name}:(?=[\\s;]|$)`, 'g'), `$1https://*.${name}.invalid`)
    }
    return mapped
  }

  return {
    register: (added) => {
      for (const name of added) names.add(name)
    },
    inward,
    outward,
    headerInward
  }
}
