import { AppError } from '../../shared/errors.ts'
import type { Credentials, Ticket } from './credentials.ts'
import type { Endpoint } from './endpoint.ts'

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
  const ticket = credentials.ticket()
  if (endpoint.sendsGuid !== false && ticket.guid === null) {
    throw new AppError('could-not-ask:signed-out', 'Nobody is signed in')
  }
  try {
    return await once(ticket)
  } catch (thrown) {
    if (!isStaleGuid(thrown, endpoint) || !credentials.isNewerThan(ticket)) throw thrown
  }
  return once(credentials.ticket())
}

/** 000-003 on a supervision call means that the agent has no right to it, whatever the Guid. */
function isStaleGuid(thrown: unknown, { kind }: Kind): boolean {
  if (!(thrown instanceof AppError)) return false
  if (thrown.retcode === '000-003') return kind !== 'supervision'
  return thrown.retcode === '100-006'
}
