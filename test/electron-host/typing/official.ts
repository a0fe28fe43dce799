import {
  offeredEvents,
  offeredMembers,
  type Offered,
  type OfferedName,
  type Official
} from '../offered.ts'
import { offer } from './offer.ts'

const events: Partial<Record<OfferedName, readonly string[]>> = offeredEvents

/**
 * Hands out a host object under Electron's own type, with the members of offered.ts and no others.
 * The compiler has checked that `target` implements those; everything else throws at run time.
 */
export function official<N extends OfferedName>(
  name: N,
  target: Offered<N> & object,
  label: string = name
): Official[N] {
  const proxy = offer(target, { label, members: offeredMembers[name], events: events[name] })
  // The one place where a host object takes on the official type.
  return proxy as unknown as Official[N]
}
