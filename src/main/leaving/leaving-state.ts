/** How far leaving the app has come. */
export type LeavingState =
  /** Nobody has asked, or whoever asked has stayed. */
  | 'staying'
  /** Signing out in a way that the gateway refuses during a call. */
  | 'trying'
  /** The person is asked whether the call may end. */
  | 'in-question'
  /** Signing out whatever happens, ending every transfer: nothing takes it back. */
  | 'leaving'
  /** Everything has ended, or its time is up: windows close, the process ends. */
  | 'gone'

export type LeavingEvent =
  /** A person wants to quit: by the tray, the menu, a key, an update. */
  | 'wished'
  /** The system ends the app: nobody can be asked. */
  | 'told'
  | 'signed-out'
  | 'refused'
  | 'answered-stay'
  | 'answered-go'
  /** The call has ended, or nobody is signed in any more, while the question stands. */
  | 'question-void'
  | 'finished'
  | 'time-up'

/** What has to be done about a step; done in order. */
export type LeavingEffect =
  | 'try-sign-out'
  | 'ask'
  /** Brings the question that stands back to the person's eyes. */
  | 'show-question'
  | 'withdraw-question'
  /** Ends what the app does; with a sign-out by force if somebody is still signed in. */
  | 'finish'
  | 'end'

export interface LeavingStep {
  readonly state: LeavingState
  readonly effects: readonly LeavingEffect[]
}

type Row = Partial<Record<LeavingEvent, LeavingStep>>

const step = (state: LeavingState, ...effects: LeavingEffect[]): LeavingStep => ({ state, effects })

/**
 * Leaving. Pure.
 *
 *     staying ─wished▶ trying ─signed-out▶ leaving ─finished, time-up▶ gone
 *     trying ─refused▶ in-question ─answered-go▶ leaving
 *                      in-question ─answered-stay▶ staying
 *                      in-question ─wished▶ in-question (the question is shown again)
 *                      in-question ─question-void▶ trying
 *     staying, trying, in-question ─told▶ leaving
 *
 * A wish is never lost: it goes on, or the question that holds it up is shown again.
 */
const table: Record<LeavingState, Row> = {
  staying: {
    wished: step('trying', 'try-sign-out'),
    told: step('leaving', 'finish')
  },
  trying: {
    'signed-out': step('leaving', 'finish'),
    refused: step('in-question', 'ask'),
    told: step('leaving', 'finish')
  },
  'in-question': {
    wished: step('in-question', 'show-question'),
    'answered-stay': step('staying'),
    'answered-go': step('leaving', 'finish'),
    'question-void': step('trying', 'withdraw-question', 'try-sign-out'),
    told: step('leaving', 'withdraw-question', 'finish')
  },
  leaving: {
    finished: step('gone', 'end'),
    'time-up': step('gone', 'end')
  },
  gone: {}
}

/** An event that does not fit the state changes nothing: answers of a withdrawn question still come. */
export const advanceLeaving = (now: LeavingState, event: LeavingEvent): LeavingStep =>
  table[now][event] ?? step(now)
