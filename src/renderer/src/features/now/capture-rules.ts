import { mayBeH5Video, type CallMedia, type CallView } from '../../../../shared/model/call.ts'
import type { CaptureOutcome, CaptureView } from '../../../../shared/model/capture.ts'

/** Why the customer cannot be asked for a picture in this call. */
export type CaptureBlock =
  | { why: 'ringing' }
  | { why: 'ended' }
  | { why: 'media'; media: CallMedia }
  | { why: 'outstanding'; askedAt: number }

/** Null where the customer can be asked; of an unknown media the gateway decides. */
export function captureBlock(call: CallView, ofCall: readonly CaptureView[]): CaptureBlock | null {
  if (call.phase === 'ended') return { why: 'ended' }
  if (!mayBeH5Video(call.media)) return { why: 'media', media: call.media }
  if (call.phase === 'ringing') return { why: 'ringing' }
  const asked = ofCall.find((capture) => capture.outcome === 'asked')
  return asked === undefined ? null : { why: 'outstanding', askedAt: asked.askedAt }
}

/** The captures of one call, newest first. */
export const capturesOf = (all: readonly CaptureView[], callId: string): readonly CaptureView[] =>
  all.filter((capture) => capture.callId === callId).toSorted((a, b) => b.askedAt - a.askedAt)

/** Something about a capture that has just become known. */
export type CaptureNews =
  | { kind: 'outcome'; outcome: CaptureOutcome; late: boolean }
  | { kind: 'picture'; state: 'saved' | 'on-server' }

/** What is new in a list of captures since it was last looked at. */
export function captureNews(
  before: readonly CaptureView[],
  after: readonly CaptureView[]
): readonly CaptureNews[] {
  const known = new Map(before.map((capture) => [capture.captureId, capture]))
  return after.flatMap((capture) => newsOf(known.get(capture.captureId), capture))
}

function newsOf(before: CaptureView | undefined, capture: CaptureView): readonly CaptureNews[] {
  const { outcome, late, picture } = capture
  const news: CaptureNews[] = []
  if (outcome !== before?.outcome) news.push({ kind: 'outcome', outcome, late })
  if (picture.state === before?.picture.state) return news
  if (picture.state === 'saved' || picture.state === 'on-server') {
    news.push({ kind: 'picture', state: picture.state })
  }
  return news
}
