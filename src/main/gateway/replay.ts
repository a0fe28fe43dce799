import { AppError } from '../../shared/errors.ts'
import type { Credentials, Ticket } from './credentials.ts'
import type { Endpoint } from './endpoint.ts'
import type { LentEnd } from './lent-request.ts'
import type { PollWatch } from './poll-watch.ts'

type Kind = Pick<Endpoint<never, unknown>, 'kind' | 'sendsGuid'>

/** One call that may have to be repeated. */
export interface Replay {
  readonly credentials: Credentials
  readonly polls: PollWatch
  readonly endpoint: Kind
  /** Ends the wait for a newer Guid; the refusal then stands. */
  readonly signal: AbortSignal
}

/**
 * Runs `once` with the Guid of this moment, and a second time only where the gateway refused a Guid
 * that has been replaced since: with the older one the call was not carried out. A refusal that
 * overtook the poll answer with the new Guid waits for that answer. Nothing else is ever repeated.
 */
export async function withReplay<R>(
  replay: Replay,
  once: (ticket: Ticket) => Promise<R>
): Promise<R> {
  const ticket = usableTicket(replay)
  try {
    return await once(ticket)
  } catch (thrown) {
    if (!(await isReplaced(replay, ticket, thrown))) throw thrown
  }
  return once(replay.credentials.ticket())
}

/** The same rule for a request that somebody else sends, and whose refusal is told, not thrown. */
export async function lendWithReplay<E extends LentEnd>(
  replay: Replay,
  once: (ticket: Ticket) => Promise<E>
): Promise<E> {
  const ticket = usableTicket(replay)
  const end = await once(ticket)
  if (!(await isReplaced(replay, ticket, end.error))) return end
  return once(replay.credentials.ticket())
}

function usableTicket({ credentials, endpoint }: Replay): Ticket {
  const ticket = credentials.ticket()
  if (endpoint.sendsGuid === false || ticket.guid !== null) return ticket
  throw new AppError('could-not-ask:signed-out', 'Nobody is signed in')
}

/** Whether `refusal` was of a Guid that is not the current one, or soon will not be. */
async function isReplaced(
  { credentials, polls, endpoint, signal }: Replay,
  ticket: Ticket,
  refusal: unknown
): Promise<boolean> {
  if (!isStaleGuid(refusal, endpoint)) return false
  const isNewer = (): boolean => credentials.isNewerThan(ticket)
  // A poll has none beside it that could tell it more; and it is asked again anyway.
  if (endpoint.kind === 'poll') return isNewer()
  return (await polls.until(isNewer, signal)) && !signal.aborted
}

/** 000-003 on a supervision call means that the agent has no right to it, whatever the Guid. */
function isStaleGuid(thrown: unknown, { kind, sendsGuid }: Kind): boolean {
  if (!(thrown instanceof AppError) || sendsGuid === false) return false
  if (thrown.retcode === '000-003') return kind !== 'supervision'
  return thrown.retcode === '100-006'
}
