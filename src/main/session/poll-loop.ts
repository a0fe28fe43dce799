import { AppError } from '../../shared/errors.ts'
import { pause, type Clock } from '../clock.ts'
import type { Timings } from '../timings.ts'

/**
 * How a poll loop ended: the gateway has no such session any more (with its refusal, or null where an
 * event said so), or `signal` was aborted.
 */
export type PollEnd = { ended: 'by-gateway'; error: AppError | null } | { ended: 'asked' }

export interface PollLoopDeps<E> {
  /** One poll; waits up to 20 s. */
  poll: (signal: AbortSignal) => Promise<readonly E[]>
  onAnswer: (events: readonly E[]) => void
  onFailure: (error: AppError) => void
  clock: Clock
  timings: Timings
  /** 0 up to 1. */
  random: () => number
}

/** Refusals of a poll after which only a new sign-in helps (cec_07_0580; docs/gateway.md). */
const sessionIsOver = new Set([
  '000-001',
  '100-006',
  '100-008',
  '105-001',
  '105-005',
  '105-006',
  '105-007'
])

/**
 * `000-003` on a poll means a wrong Guid or an expired one; the vendor's web clients give up after
 * five in a row (docs/gateway.md), and so do we.
 */
const refusalsToGiveUp = 5

/** An empty answer sooner than this means that the gateway does not hold polls. */
const heldAtLeastMs = 1_000
const longestPauseMs = 5_000

/**
 * Polls one at a time until the gateway ends the session or `signal` is aborted. Between an answer
 * and the next poll lie 200 to 500 ms (cec_07_1274); a gateway that answers empty at once is asked
 * less and less often, up to every 5 s, so that it cannot make a hot loop.
 */
export async function runPollLoop<E>(deps: PollLoopDeps<E>, signal: AbortSignal): Promise<PollEnd> {
  const { clock, timings } = deps
  let refusals = 0
  let emptyInARow = 0
  const stopped = (): boolean => signal.aborted
  while (!stopped()) {
    const startedAt = clock.elapsed()
    const answer = await pollOnce(deps, signal)
    if (stopped()) break
    if (answer instanceof AppError) {
      refusals = answer.retcode === '000-003' ? refusals + 1 : 0
      if (isOver(answer) || refusals >= refusalsToGiveUp)
        return { ended: 'by-gateway', error: answer }
      deps.onFailure(answer)
      await pause(clock, timings.pollRetryMs, signal)
      continue
    }
    refusals = 0
    const notHeld = answer.length === 0 && clock.elapsed() - startedAt < heldAtLeastMs
    emptyInARow = notHeld ? emptyInARow + 1 : 0
    await pause(clock, pauseMs(deps, emptyInARow), signal)
  }
  return { ended: 'asked' }
}

async function pollOnce<E>(
  deps: PollLoopDeps<E>,
  signal: AbortSignal
): Promise<readonly E[] | AppError> {
  try {
    const events = await deps.poll(signal)
    // In here, so that a part that stumbles over an event costs this event and not the session.
    if (!signal.aborted) deps.onAnswer(events)
    return events
  } catch (thrown) {
    return AppError.from(thrown)
  }
}

/** Another certificate than the confirmed one ends it too: nobody knows who is there now. */
const isOver = ({ code, retcode }: AppError): boolean =>
  code === 'could-not-ask:certificate-changed' ||
  (retcode !== undefined && sessionIsOver.has(retcode))

function pauseMs(
  { timings, random }: Pick<PollLoopDeps<never>, 'timings' | 'random'>,
  emptyInARow: number
): number {
  const { pollPauseMinMs, pollPauseMaxMs } = timings
  const usual = pollPauseMinMs + random() * (pollPauseMaxMs - pollPauseMinMs)
  // The first empty answer may be a coincidence; from the second on the pause doubles.
  return emptyInARow < 2 ? usual : Math.min(longestPauseMs, usual * 2 ** (emptyInARow - 1))
}
