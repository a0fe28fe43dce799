import { AppError } from '../../shared/errors.ts'

/**
 * Lets one piece of work through at a time: the next step may mean another call once the last one
 * is answered. Other work throws `not-now:call-step-outstanding` meanwhile, and is not begun.
 */
export function oneAtATime(): (work: () => Promise<void>) => Promise<void> {
  let isBusy = false
  return async (work) => {
    if (isBusy) {
      throw new AppError('not-now:call-step-outstanding', 'Another step in a call is not answered')
    }
    isBusy = true
    try {
      await work()
    } finally {
      isBusy = false
    }
  }
}
