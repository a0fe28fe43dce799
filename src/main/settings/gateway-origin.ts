/**
 * The https origin of a gateway address as people type it, or null where it is none. A missing
 * scheme means https; a path, query or user name is refused rather than dropped in silence.
 */
export function gatewayOrigin(typed: string): string | null {
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  const bare = url.pathname === '/' && url.search === '' && url.hash === ''
  const nameless = url.username === '' && url.password === ''
  return url.protocol === 'https:' && url.hostname !== '' && bare && nameless ? url.origin : null
}
