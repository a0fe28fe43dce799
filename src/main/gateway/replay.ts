import { AppError } from '../../shared/errors.ts'
import type { Credentials, Ticket } from './credentials.ts'
import type { Endpoint } from './endpoint.ts'
import type { LentEnd } from './lent-request.ts'

type Kind = Pick<Endpoint<never, unknown>, 'kind' | 'sendsGuid'>

/**
 * Runs `once` with the Guid of this moment, and a second time only where the gateway refused a Guid
 * that has been replaced since: with the older one the call was not carried out. Nothing else is
 * ever repeated.
 */
export async function withReplay<R>(
  credentials: Credentials,
  endpoint: Kind,
  once: (ticket: Ticket) => Promise<R>
): Promise<R> {
  const ticket = usableTicket(credentials, endpoint)
  try {
    return await once(ticket)
  } catch (thrown) {
    if (!isStaleGuid(thrown, endpoint) || !credentials.isNewerThan(ticket)) throw thrown
  }
  return once(credentials.ticket())
}

/** The same rule for a request that somebody else sends, and whose refusal is told, not thrown. */
export async function lendWithReplay<E extends LentEnd>(
  credentials: Credentials,
  endpoint: Kind,
  once: (ticket: Ticket) => Promise<E>
): Promise<E> {
  const ticket = usableTicket(credentials, endpoint)
  const end = await once(ticket)
  if (!isStaleGuid(end.error, endpoint) || !credentials.isNewerThan(ticket)) return end
  return once(credentials.ticket())
}

function usableTicket(credentials: Credentials, endpoint: Kind): Ticket {
  const ticket = credentials.ticket()
  if (endpoint.sendsGuid === false || ticket.guid !== null) return ticket
  throw new AppError('could-not-ask:signed-out', 'Nobody is signed in')
}

/** 000-003 on a supervision call means that the agent has no right to it, whatever the Guid. */
function isStaleGuid(thrown: unknown, { kind }: Kind): boolean {
  if (!(thrown instanceof AppError)) return false
  if (thrown.retcode === '000-003') return kind !== 'supervision'
  return thrown.retcode === '100-006'
}
