import type { CallMedia, CallPhase, CallView } from '../../shared/model/call.ts'
import type { GatewayEvent } from '../gateway/gateway-event.ts'

/** How many ended calls are kept for the shift's list; live ones are never dropped. */
const endedCallsKept = 100

type CallFacts = Extract<GatewayEvent, { type: 'talking' }>

/**
 * The agent's calls after one more event, newest last. Pure.
 *
 *     (new) ─ringing▶ ringing ─talking▶ talking ─held▶ held ─talking▶ talking
 *     ringing, talking, held ─released▶ ended
 *
 * Events may come twice or late: nothing brings an ended call back, and no ringing takes a
 * talking call back. An event that changes nothing returns the same list.
 */
export function afterEvent(
  calls: readonly CallView[],
  event: GatewayEvent,
  at: number
): readonly CallView[] {
  switch (event.type) {
    case 'ringing':
    case 'talking':
      return withCall(calls, event, at)
    case 'held':
      return changed(calls, event.callId, (call) => moved(call, 'held', at))
    case 'call-released':
    case 'customer-released':
      return changed(calls, event.callId, (call) => moved(call, 'ended', at))
    case 'connect-offered':
      return changed(calls, event.callId, (call) => withMedia(call, 'h5-video'))
    default:
      return calls
  }
}

export const isLive = (call: CallView): boolean => call.phase !== 'ended'

function withCall(
  calls: readonly CallView[],
  event: CallFacts | Extract<GatewayEvent, { type: 'ringing' }>,
  at: number
): readonly CallView[] {
  const phase = event.type
  if (calls.some((call) => call.callId === event.callId)) {
    return changed(calls, event.callId, (call) => moved(withMedia(call, event.media), phase, at))
  }
  const call: CallView = {
    callId: event.callId,
    media: event.media,
    phase,
    direction: event.direction,
    caller: event.caller,
    called: event.called,
    firstSeenAt: at,
    talkingAt: phase === 'talking' ? at : null,
    endedAt: null
  }
  return [...withoutOldest(calls), call]
}

function moved(call: CallView, phase: CallPhase, at: number): CallView {
  if (call.phase === 'ended' || call.phase === phase) return call
  if (phase === 'ringing') return call
  return {
    ...call,
    phase,
    talkingAt: phase === 'talking' ? (call.talkingAt ?? at) : call.talkingAt,
    endedAt: phase === 'ended' ? at : null
  }
}

/** A later event without a media does not take back what an earlier one told. */
const withMedia = (call: CallView, media: CallMedia): CallView =>
  media === 'unknown' || media === call.media || !isLive(call) ? call : { ...call, media }

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
