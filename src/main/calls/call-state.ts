import type { CallPhase, CallView } from '../../shared/model/call.ts'
import type { GatewayEvent } from '../gateway/gateway-event.ts'

/** How many ended calls are kept for the shift's list; live ones are never dropped. */
const endedCallsKept = 100

export interface Moment {
  /** Milliseconds since 1970. */
  readonly at: number
  /** Whether the agent wanted the call to end: hung up here, or gave it on. Then it has not dropped. */
  readonly wanted: boolean
}

type CallFacts = Extract<GatewayEvent, { type: 'talking' | 'ringing' }>

/**
 * The agent's calls after one more event, newest last. Pure.
 *
 *     (new) ─ringing▶ ringing ─talking▶ talking ─held▶ held ─talking, taken back, conference▶ talking
 *     ringing ─no answer, not connected▶ ended     ringing, talking, held ─released▶ ended
 *
 * Events may come twice or late: nothing brings an ended call back, and no ringing takes a
 * talking call back. An event that changes nothing returns the same list. Who talks in a
 * conference is not on hold (I: no page says so); a repeated notice of it moves nothing.
 */
export function afterEvent(
  calls: readonly CallView[],
  event: GatewayEvent,
  moment: Moment
): readonly CallView[] {
  switch (event.type) {
    case 'ringing':
    case 'talking':
      return withCall(calls, event, moment)
    case 'held':
      return changed(calls, event.callId ?? onlyIn(calls, 'talking'), (call) =>
        moved(call, 'held', moment)
      )
    case 'taken-back':
      return changed(calls, event.callId ?? onlyIn(calls, 'held'), (call) =>
        call.phase === 'held' ? moved(call, 'talking', moment) : call
      )
    case 'conference':
      return changed(calls, event.callId ?? onlyIn(calls, 'talking'), (call) =>
        inConference(call, moment)
      )
    case 'agent-conference':
      return event.joined
        ? changed(calls, onlyIn(calls, 'talking'), (call) => inConference(call, moment))
        : withoutConference(calls)
    case 'transfer-result':
      return event.succeeded === true ? changed(calls, event.callId, notDropped) : calls
    case 'call-failed':
      return isOwnFailure(event) ? withoutAnswer(calls, event.callId, moment) : calls
    case 'call-released':
    case 'customer-released':
      return changed(calls, event.callId, (call) => moved(call, 'ended', moment))
    case 'connect-offered':
      return changed(calls, offeredCall(calls, event.callId), (call) =>
        withFacts(call, { media: 'h5-video', leg: call.leg })
      )
    default:
      return calls
  }
}

export const isLive = (call: CallView): boolean => call.phase !== 'ended'

/**
 * Which call access information belongs to: the one that is named, else the only live H5 video
 * call (the documented content of AgentEvent_RequestConnect names none, cec_07_1406), else null.
 */
export function offeredCall(calls: readonly CallView[], named: string | null): string | null {
  if (named !== null) return named
  const video = calls.filter((call) => isLive(call) && call.media === 'h5-video')
  return video.length === 1 ? (video[0]?.callId ?? null) : null
}

/** Adds a call that nobody told of: found by asking after a sign-in. */
export const withRecovered = (
  calls: readonly CallView[],
  found: Pick<CallView, 'callId' | 'phase' | 'caller' | 'called'>,
  at: number
): readonly CallView[] =>
  calls.some(({ callId }) => callId === found.callId)
    ? calls
    : [
        ...calls,
        {
          ...{ ...found, media: 'unknown', direction: 'unknown', leg: 'unknown' },
          ...{ firstSeenAt: at, talkingAt: at, endedAt: null },
          ...{ inConference: false, recovered: true, dropped: false }
        }
      ]

function withCall(
  calls: readonly CallView[],
  event: CallFacts,
  moment: Moment
): readonly CallView[] {
  const phase = event.type
  if (calls.some((call) => call.callId === event.callId)) {
    return changed(calls, event.callId, (call) => moved(withFacts(call, event), phase, moment))
  }
  const { callId, media, direction, caller, called, leg } = event
  const call: CallView = {
    ...{ callId, media, phase, direction, caller, called, leg },
    firstSeenAt: moment.at,
    talkingAt: phase === 'talking' ? moment.at : null,
    endedAt: null,
    ...{ inConference: false, recovered: false, dropped: false }
  }
  return [...withoutOldest(calls), call]
}

function moved(call: CallView, phase: CallPhase, { at, wanted }: Moment): CallView {
  if (call.phase === 'ended' || call.phase === phase) return call
  if (phase === 'ringing') return call
  return {
    ...call,
    phase,
    // A call that is held was talked in, though its notice of that may still be under way.
    talkingAt: phase === 'ended' ? call.talkingAt : (call.talkingAt ?? at),
    endedAt: phase === 'ended' ? at : null,
    dropped: phase === 'ended' && call.media === 'h5-video' && call.talkingAt !== null && !wanted
  }
}

/** A call that was never talked in ends where nobody took it, or it could not be connected. */
function withoutAnswer(
  calls: readonly CallView[],
  callId: string | null,
  moment: Moment
): readonly CallView[] {
  return changed(calls, callId ?? onlyIn(calls, 'ringing'), (call) =>
    call.phase === 'ringing' ? moved(call, 'ended', moment) : call
  )
}

/**
 * A failed consultation says nothing of the customer's call, nor does a failed call to a colleague
 * that is not named.
 */
function isOwnFailure({ how, callId }: Extract<GatewayEvent, { type: 'call-failed' }>): boolean {
  if (how === 'inside-call') return callId !== null
  return how !== 'consult'
}

const inConference = (call: CallView, moment: Moment): CallView =>
  call.inConference || !isLive(call)
    ? call
    : { ...moved(call, 'talking', moment), inConference: true }

/** The agent is in one conference at most. How an ended call was talked in stays. */
const withoutConference = (calls: readonly CallView[]): readonly CallView[] =>
  calls.some((call) => call.inConference && isLive(call))
    ? calls.map((call) => (isLive(call) ? { ...call, inConference: false } : call))
    : calls

/** The release may come before the news that a transfer worked. */
const notDropped = (call: CallView): CallView => (call.dropped ? { ...call, dropped: false } : call)

/** Where an event names no call and only one can be meant. */
function onlyIn(calls: readonly CallView[], phase: CallPhase): string | null {
  const inPhase = calls.filter((call) => call.phase === phase)
  return inPhase.length === 1 ? (inPhase[0]?.callId ?? null) : null
}

/** A later event without a media or leg does not take back what an earlier one told. */
function withFacts(call: CallView, told: Pick<CallView, 'media' | 'leg'>): CallView {
  if (!isLive(call)) return call
  const media = told.media === 'unknown' ? call.media : told.media
  const leg = told.leg === 'unknown' ? call.leg : told.leg
  return media === call.media && leg === call.leg ? call : { ...call, media, leg }
}

function changed(
  calls: readonly CallView[],
  callId: string | null,
  change: (call: CallView) => CallView
): readonly CallView[] {
  const before = calls.find((call) => call.callId === callId)
  if (before === undefined) return calls
  const after = change(before)
  return after === before ? calls : calls.map((call) => (call === before ? after : call))
}

function withoutOldest(calls: readonly CallView[]): readonly CallView[] {
  const ended = calls.filter((call) => !isLive(call))
  return ended.length < endedCallsKept ? calls : calls.filter((call) => call !== ended[0])
}
