import { Leaving } from '../../src/main/leaving/leaving.ts'
import { manualClock, type ManualClock } from './manual-clock.ts'

/** What the world around a {@link Leaving} is like; tests change it as they go. */
export interface Seat {
  signedIn: boolean
  /** Whether the gateway refuses a sign-out that is not forced. */
  inCall: boolean
  /** Whether we know of that call. */
  knownCall: boolean
  /** Whether the gateway answers at all. */
  answers: boolean
  /** Whether transfers and files end. */
  closes: boolean
  /** Whether the tray has an icon. */
  tray: boolean
}

export interface LeavingBench {
  leaving: Leaving
  clock: ManualClock
  seat: Seat
  /** What was done, in order. */
  done: string[]
  faults: string[]
  /** Answers the question that stands. */
  answer: (go: boolean) => void
  failToAsk: () => void
}

/** Lets promises that have settled run their course. */
export const settled = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve)
  })

const never = new Promise<never>(() => undefined)

export function openLeaving({
  platform = 'linux',
  ...given
}: Partial<Seat> & { platform?: NodeJS.Platform } = {}): LeavingBench {
  const seat: Seat = {
    ...{ signedIn: true, inCall: false, knownCall: true, answers: true, closes: true, tray: true },
    ...given
  }
  const clock = manualClock()
  const done: string[] = []
  const faults: string[] = []
  let question = Promise.withResolvers<boolean>()
  const leaving = new Leaving({
    platform,
    clock,
    isSignedIn: () => seat.signedIn,
    inCall: () => seat.inCall && seat.knownCall,
    signOut: async (force) => {
      done.push(force ? 'sign out by force' : 'sign out')
      if (!seat.answers) await never
      if (seat.inCall && !force) throw new Error('refused')
      seat.signedIn = false
    },
    signOutAtOnce: (withinMs) => {
      done.push(`sign out at once, within ${String(withinMs)} ms`)
      clock.advance(seat.answers ? 0 : withinMs)
      if (!seat.answers) throw new Error('no answer')
      seat.signedIn = false
    },
    ask: (withdrawn) => {
      done.push('ask')
      question = Promise.withResolvers<boolean>()
      withdrawn.addEventListener('abort', () => {
        done.push('withdraw')
        // As Electron does: a dialog that is taken back counts as cancelled.
        question.resolve(false)
      })
      return question.promise
    },
    hasTray: () => seat.tray,
    showQuestion: () => {
      done.push('show question')
    },
    close: async () => {
      done.push('close')
      if (!seat.closes) await never
    },
    end: () => {
      done.push('end')
    },
    onFault: (what) => {
      faults.push(what)
    }
  })
  return {
    ...{ leaving, clock, seat, done, faults },
    answer: (go) => {
      question.resolve(go)
    },
    failToAsk: () => {
      question.reject(new Error('no dialog'))
    }
  }
}
