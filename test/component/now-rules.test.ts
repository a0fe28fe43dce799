import { expect, test } from 'vitest'
import type { CallView } from '../../src/shared/model/call.ts'
import { rejoinFieldNames } from '../../src/shared/model/rejoin.ts'
import { ByCall } from '../../src/renderer/src/features/now/by-call.svelte.ts'
import { asksToCapture, captureShortcut } from '../../src/renderer/src/features/now/capture-keys.ts'
import {
  callsOnDesk,
  currentCall,
  justEndedMs,
  lengthOfCall
} from '../../src/renderer/src/features/now/calls-on-desk.ts'
import { fieldsInOrder } from '../../src/renderer/src/features/now/rejoin/field-words.ts'
import { asUnixTime } from '../../src/renderer/src/features/now/rejoin/unix-time.ts'

const at = Date.UTC(2026, 3, 7, 2, 0, 0)
const call = (callId: string, changes: Partial<CallView> = {}): CallView => ({
  callId,
  media: 'h5-video',
  phase: 'talking',
  direction: 'in',
  caller: null,
  called: null,
  firstSeenAt: at,
  talkingAt: at,
  endedAt: null,
  leg: 'main',
  inConference: false,
  recovered: false,
  dropped: false,
  ...changes
})
const ended = (callId: string, endedAt: number): CallView =>
  call(callId, { phase: 'ended', endedAt })
const ids = (calls: readonly CallView[]): string[] => calls.map(({ callId }) => callId)

test('a call leaves the desk five minutes after its end', () => {
  const dropped = ended('a', at)
  expect(ids(callsOnDesk([dropped], at + justEndedMs - 1))).toEqual(['a'])
  expect(ids(callsOnDesk([dropped], at + justEndedMs))).toEqual([])
})

test('the call in talk comes first, then held, ringing and ended ones', () => {
  const calls = [
    ended('gone', at),
    call('rings', { phase: 'ringing' }),
    call('held', { phase: 'held' }),
    call('talks')
  ]
  expect(ids(callsOnDesk(calls, at + 1))).toEqual(['talks', 'held', 'rings', 'gone'])
})

test('a choice holds until its call ends', () => {
  const chosen = { callId: 'b', at: at + 10 }
  const both = [call('a'), call('b', { phase: 'held' })]
  expect(currentCall(both, chosen)?.callId).toBe('b')
  expect(currentCall([call('a'), ended('b', at + 20)], chosen)?.callId).toBe('a')
})

test('an ended call that was chosen gives way to a call that arrives later', () => {
  const chosen = { callId: 'b', at: at + 30 }
  const gone = ended('b', at + 20)
  expect(currentCall([call('a'), gone], chosen)?.callId).toBe('b')
  const newcomer = call('c', { phase: 'ringing', firstSeenAt: at + 40 })
  expect(currentCall([newcomer, gone], chosen)?.callId).toBe('c')
})

test('an ended call no longer grows', () => {
  expect(lengthOfCall(ended('a', at + 5_000), at + 60_000)).toBe(5_000)
})

test('what one agent wrote is forgotten as soon as another is there', () => {
  const drafts = new ByCall(() => ({ text: '' }))
  drafts.of('20011', 'a').text = 'mine'
  expect(drafts.of('20011', 'a').text).toBe('mine')
  expect(drafts.of('20012', 'a').text).toBe('')
  expect(drafts.of('20011', 'a').text).toBe('')
})

const keys = {
  key: 'C',
  ctrlKey: true,
  metaKey: false,
  shiftKey: true,
  altKey: false,
  repeat: false
}
test('only Ctrl or Cmd with Shift and C asks for a capture, once a press', () => {
  expect(asksToCapture(keys)).toBe(true)
  expect(asksToCapture({ ...keys, ctrlKey: false, metaKey: true })).toBe(true)
  for (const change of [
    { ctrlKey: false },
    { shiftKey: false },
    { altKey: true },
    { repeat: true },
    { metaKey: true },
    { key: 'V' }
  ]) {
    expect(asksToCapture({ ...keys, ...change })).toBe(false)
  }
})

test('the shortcut is written as the desktop writes it', () => {
  expect(captureShortcut('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)')).toBe('⇧⌘C')
  expect(captureShortcut('Mozilla/5.0 (Windows NT 10.0; Win64; x64)')).toBe('Ctrl+Shift+C')
})

test('every field of the rejoin information is shown, once', () => {
  expect(fieldsInOrder.toSorted()).toEqual(rejoinFieldNames.toSorted())
})

test('ten digits may be seconds and thirteen milliseconds; anything else is no time', () => {
  expect(asUnixTime('1775529365')).toEqual({ unit: 'seconds', at: 1_775_529_365_000 })
  expect(asUnixTime('1775529365123')).toEqual({ unit: 'milliseconds', at: 1_775_529_365_123 })
  for (const text of ['', '300', '20260407103105', '1775529365.5', ' 1775529365', '9999999999']) {
    expect(asUnixTime(text)).toBeNull()
  }
})
