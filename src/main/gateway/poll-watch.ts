import { systemClock, type Clock } from '../clock.ts'
import { followSignals } from './signals.ts'

/** A refusal waits this long at most: two idle polls of 10 s and the pauses between them. */
const patienceMs = 25_000

/** An answer that was on its way may say nothing new; the one after it was asked for later. */
const answersToHear = 2

/**
 * What the polls of a sign-in tell the calls beside them. A new Guid comes with a poll's answer, so
 * a call that the gateway refuses because of it may be refused before that answer is here.
 */
export interface PollWatch {
  /** From now on polls follow each other, until the client is closed. */
  readonly expect: () => void
  /** A poll was answered, and its Set-GUID taken. */
  readonly answered: () => void
  /**
   * Waits until `isTrue`, looking after each of the next two polls that are answered, and not longer
   * than 25 s or than `signal`. Gives false at once where no polls are expected.
   */
  readonly until: (isTrue: () => boolean, signal: AbortSignal) => Promise<boolean>
}

export function createPollWatch(clock: Pick<Clock, 'after'> = systemClock): PollWatch {
  const listeners = new Set<() => void>()
  let expected = false

  function wait(isTrue: () => boolean, signal: AbortSignal): Promise<void> {
    let left = answersToHear
    return new Promise((resolve) => {
      const hear = (): void => {
        left -= 1
        if (left === 0 || isTrue()) end()
      }
      const end = (): void => {
        listeners.delete(hear)
        callOff()
        own.release()
        resolve()
      }
      const own = followSignals([signal])
      const callOff = clock.after(patienceMs, end)
      own.signal.addEventListener('abort', end)
      listeners.add(hear)
      if (own.signal.aborted) end()
    })
  }

  return {
    expect: () => {
      expected = true
    },
    answered() {
      for (const hear of [...listeners]) hear()
    },
    async until(isTrue, signal) {
      if (!isTrue() && expected) await wait(isTrue, signal)
      return isTrue()
    }
  }
}
