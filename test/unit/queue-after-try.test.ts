import { describe, expect, test } from 'vitest'
import { eventAfter, type AfterTry } from '../../src/main/library/queue/after-try.ts'
import type { SaveFault } from '../../src/main/library/saving/save-fault.ts'
import type { ErrorCode } from '../../src/shared/errors.ts'

const now = 1_760_000_000_000
const part = { folder: '/videos', partName: 'callside-1.part', kept: null }
const calm: AfterTry = {
  ...{ stop: null, signedIn: true, tries: 1, patientUntil: null, part: null, now, random: 0.5 }
}
const fault = (code: ErrorCode, more: Partial<SaveFault> = {}): SaveFault => ({
  ...{ stage: 'fetching', problem: { code }, retryAfterMs: null, part: null, neededBytes: null },
  ...more
})

describe('where a row goes whose try ended', () => {
  test('cancelled goes before everything', () => {
    const stopped = { ...calm, stop: 'cancel', signedIn: false } as const
    expect(eventAfter(fault('file:locked', { stage: 'naming' }), stopped)).toEqual({
      type: 'cancelled'
    })
  })

  test('bytes that are here outlive every fault of the naming, but not their own loss', () => {
    const locked = fault('file:locked', { stage: 'naming' })
    for (const change of [{}, { stop: 'hold' }, { signedIn: false }] as Partial<AfterTry>[]) {
      expect(eventAfter(locked, { ...calm, ...change })).toEqual({
        ...{ type: 'unnamed', problem: { code: 'file:locked' } }
      })
    }
    const missing = fault('file:missing', { stage: 'naming' })
    expect(eventAfter(missing, calm)).toMatchObject({ type: 'failed', retryAt: now + 500 })
    const damaged = fault('file:damaged', { stage: 'naming' })
    expect(eventAfter(damaged, calm)).toMatchObject({ type: 'failed', retryAt: null })
  })

  test('a stop of ours, or the end of the sign-in, is no fault of the file', () => {
    const cut = fault('file:truncated')
    const with_ = (change: Partial<AfterTry>) => eventAfter(cut, { ...calm, part, ...change })
    expect(with_({ stop: 'pause' })).toEqual({ type: 'interrupted', to: 'paused', part })
    expect(with_({ stop: 'hold' })).toEqual({ type: 'interrupted', to: 'queued', part })
    expect(with_({ signedIn: false })).toEqual({ type: 'interrupted', to: 'waiting-sign-in', part })
    expect(with_({ stop: 'hold', signedIn: false })).toEqual({
      ...{ type: 'interrupted', to: 'waiting-sign-in', part }
    })
  })

  test('what is not there yet is waited for, as long as somebody is patient', () => {
    const problem = { code: 'gateway-refused', retcode: '104-005' } as const
    const notYet = { ...fault('gateway-refused'), problem }
    expect(eventAfter(notYet, calm)).toEqual({ type: 'failed', problem, retryAt: null, part: null })
    const patient = eventAfter(notYet, { ...calm, patientUntil: now + 86_400_000, tries: 9 })
    expect(patient).toMatchObject({ type: 'failed', problem })
    expect(patient.type === 'failed' && patient.retryAt).toBeGreaterThan(now)
  })
})
