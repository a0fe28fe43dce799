import type { Clock } from '../clock.ts'
import {
  advanceLeaving,
  type LeavingEffect,
  type LeavingEvent,
  type LeavingState
} from './leaving-state.ts'
import { handlerShare, meaningOf, type LeavingSign, type MustLeave } from './leaving-signs.ts'
import { LeavingTime } from './leaving-time.ts'

export interface LeavingDeps {
  platform: NodeJS.Platform
  clock: Clock
  isSignedIn: () => boolean
  /** Whether a call is live that ends with the sign-out. */
  inCall: () => boolean
  /** Rejects where the gateway refuses: without `force`, in a call. */
  signOut: (force: boolean) => Promise<void>
  /** Signs out by force before it returns, which takes `withinMs` at most. Throws where nobody has said yes. */
  signOutAtOnce: (withinMs: number) => void
  /** True for a yes to ending the call. Aborted once nothing is in question any more. */
  ask: (withdrawn: AbortSignal) => Promise<boolean>
  /** Whether an icon in the tray brings a hidden window back. */
  hasTray: () => boolean
  /** Brings the window, and with it the question, to the person's eyes. */
  showQuestion: () => void
  /** Ends everything that outlives a sign-out; what is under way is left to the next start. */
  close: () => Promise<void>
  /** Asks the system to end the app. */
  end: () => void
  /** What could not be done on the way out. */
  onFault: (what: string, thrown: unknown) => void
}

/** What the close button of the window does. */
export type ClosingWindow = 'hide' | 'minimise' | 'close' | 'show-question'

/** A person who quits waits no longer than this for transfers and files to end. */
const patienceMs = 20_000

/** The one owner of the way out: every sign that the app has to leave comes here. */
export class Leaving {
  readonly #deps: LeavingDeps
  #state: LeavingState = 'staying'
  #question: { withdrawn: AbortController; inCall: boolean } | null = null
  #forUpdate = false
  readonly #time: LeavingTime

  constructor(deps: LeavingDeps) {
    this.#deps = deps
    this.#time = new LeavingTime({
      clock: deps.clock,
      onOver: () => {
        deps.onFault('leaving took too long', null)
        this.#happened('time-up')
      }
    })
  }

  /** Takes a sign. True if the system has to be held: it waits, and the app ends itself. */
  take(sign: LeavingSign): boolean {
    const meaning = meaningOf(this.#deps.platform, sign)
    if (meaning === null) return false
    switch (meaning.means) {
      case 'wish':
        this.#happened('wished')
        return this.#state !== 'gone'
      case 'update':
        this.#forUpdate = true
        this.#happened('wished')
        return false
      case 'may-end':
        void this.#signOutIfIdle()
        return false
      case 'must':
        this.#told(meaning)
        return meaning.waits === 'if-held' && this.#state !== 'gone'
    }
  }

  /** What closing the window means now. It stays in the tray unless the app goes, and in the taskbar without one. */
  closingWindow(): ClosingWindow {
    if (this.#state === 'gone') return 'close'
    if (this.#state === 'in-question') return 'show-question'
    if (this.#forUpdate) return 'close'
    const { platform, hasTray } = this.#deps
    // On macOS the dock brings it back, tray or not.
    return platform === 'darwin' || hasTray() ? 'hide' : 'minimise'
  }

  /** Session or calls have changed: a question about a call that has ended is one no more. */
  look(): void {
    const { isSignedIn, inCall } = this.#deps
    if (this.#question === null) return
    if (!isSignedIn() || (this.#question.inCall && !inCall())) this.#happened('question-void')
  }

  #told({ waits, withinMs }: MustLeave): void {
    const endsAt = this.#deps.clock.elapsed() + withinMs
    if (waits === 'for-handler') this.#signOutAtOnce(withinMs * handlerShare)
    this.#happened('told')
    // Also if a person had begun to leave: now it has to be over within what the system gives.
    if (this.#state === 'leaving') this.#time.endAt(endsAt)
  }

  /** The process may end with the handler that is running. What fails here is tried once more, as ever. */
  #signOutAtOnce(withinMs: number): void {
    const { isSignedIn, signOutAtOnce, onFault } = this.#deps
    try {
      if (isSignedIn()) signOutAtOnce(withinMs)
    } catch (thrown) {
      onFault('signing out at once', thrown)
    }
  }

  #happened(event: LeavingEvent): void {
    const { state, effects } = advanceLeaving(this.#state, event)
    this.#state = state
    if (state === 'staying') this.#forUpdate = false
    for (const effect of effects) this.#do(effect)
  }

  #do(effect: LeavingEffect): void {
    switch (effect) {
      case 'try-sign-out':
        void this.#trySignOut()
        return
      case 'ask':
        void this.#ask()
        return
      case 'show-question':
        this.#deps.showQuestion()
        return
      case 'withdraw-question':
        this.#question?.withdrawn.abort()
        this.#question = null
        return
      case 'finish':
        void this.#finish()
        return
      case 'end':
        this.#time.stop()
        this.#deps.end()
    }
  }

  async #trySignOut(): Promise<void> {
    const { isSignedIn, signOut } = this.#deps
    try {
      if (isSignedIn()) await signOut(false)
      this.#happened('signed-out')
    } catch {
      // Ended meanwhile, by whoever: there is nothing left to refuse.
      this.#happened(isSignedIn() ? 'refused' : 'signed-out')
    }
  }

  /** The session may end, or not: an agent in a call stays signed in until it is certain. */
  async #signOutIfIdle(): Promise<void> {
    const { isSignedIn, signOut, onFault } = this.#deps
    if (!isSignedIn() || this.#state !== 'staying') return
    await signOut(false).catch((thrown: unknown) => {
      onFault('signing out before the session ends', thrown)
    })
  }

  async #ask(): Promise<void> {
    const { ask, inCall, onFault } = this.#deps
    const withdrawn = new AbortController()
    this.#question = { withdrawn, inCall: inCall() }
    const go = await ask(withdrawn.signal).catch((thrown: unknown) => {
      onFault('asking before leaving', thrown)
      return false
    })
    // A question that was taken back is answered as if it had been cancelled.
    if (withdrawn.signal.aborted) return
    this.#question = null
    this.#happened(go ? 'answered-go' : 'answered-stay')
  }

  async #finish(): Promise<void> {
    this.#time.endAt(this.#deps.clock.elapsed() + patienceMs)
    await Promise.race([this.#signOutByForce(), this.#time.waitedEnough])
    try {
      await this.#deps.close()
    } catch (thrown) {
      this.#deps.onFault('closing', thrown)
    }
    this.#happened('finished')
  }

  async #signOutByForce(): Promise<void> {
    const { isSignedIn, signOut, onFault } = this.#deps
    try {
      if (isSignedIn()) await signOut(true)
    } catch (thrown) {
      onFault('signing out', thrown)
    }
  }
}
