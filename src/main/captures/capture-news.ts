import type { Tell } from '../calls/timeline.ts'
import type { CaptureEvent, CaptureState } from './capture-state.ts'

/** Tells the timeline what a step of a capture means; `state` is the one after it. */
export function tellCapture(
  callId: string,
  event: CaptureEvent,
  { state, tell }: { state: CaptureState; tell: Tell }
): void {
  const { late, problem } = state
  switch (event.type) {
    case 'answered':
      if (late) tell({ name: 'capture-answered-late', callId })
      tell({ name: `capture-${event.outcome}`, callId, ...(problem && { problem }) })
      break
    case 'not-taken':
      tell({ name: 'capture-failed', callId, problem: event.problem })
      break
    case 'timed-out':
      tell({ name: 'capture-no-answer', callId })
      break
    // What becomes of a picture is told by the library, whose item it is.
    case 'picture-saved':
    case 'picture-not-fetched':
    case 'picture-fetching':
      break
  }
}
