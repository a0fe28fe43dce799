import { Secret } from './secret.ts'

const prefix = 'JSESSIONID='

/** `<uuid>.<gateway node>` (cec_07_0005, cec_05_4015), with room for other sites' node names. */
const shape = /^[A-Za-z0-9-]{8,64}\.[A-Za-z0-9_-]{1,64}$/

/**
 * The Guid in a `Set-GUID` header, or null where the header holds none of the documented shape:
 * empty, folded, doubled or oversized values change nothing.
 */
export function parseGuid(header: string): Secret | null {
  const value = header.startsWith(prefix) ? header.slice(prefix.length) : header
  return shape.test(value) ? new Secret(value, 'Guid') : null
}
