import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  afterCallDue,
  isNotThereYet,
  patienceMs,
  patientTry,
  type EndedRecording
} from '../../src/main/library/rules/after-call.ts'
import { retentionDue, type Retained } from '../../src/main/library/rules/retention.ts'
import { fileChecks, type FileCheck } from '../../src/shared/model/library.ts'

const day = 86_400_000
const now = 1_795_167_015_000

function retained(
  id: number,
  changes: { days?: number; check?: FileCheck; hold?: boolean }
): Retained {
  const { days = 31, check = 'unchanged', hold = false } = changes
  const file = {
    fileName: `${id}.mp4`,
    bytes: 1,
    sha256: 'a'.repeat(64),
    lengthProof: 'content-length' as const,
    mayHaveGrown: false,
    savedAt: now - days * day,
    check,
    checkedAt: null
  }
  return { itemId: `item-${id}`, save: { state: 'saved', file }, hold }
}

test('files are due exactly when their days are over', () => {
  const items = [29, 30, 31].map((days) => retained(days, { days }))
  const almost = retained(1, { days: 30 - 1 / day })
  const due = ['item-30', 'item-31']
  expect(retentionDue([...items, almost], { now, days: 30 })).toEqual({ due, heldBack: [] })
})

test('without a number of days nothing is ever due', () => {
  const items = [retained(1, { days: 10_000, check: 'changed' })]
  expect(retentionDue(items, { now, days: null })).toEqual({ due: [], heldBack: [] })
})

test('what was saved without proof of its length is due as well, what was never saved is not', () => {
  const { save, hold } = retained(1, {})
  if (save.state !== 'saved') throw new Error('It is saved')
  const items: Retained[] = [
    { itemId: 'unproven', save: { state: 'saved-unproven', file: save.file }, hold },
    { itemId: 'queued', save: { state: 'queued' }, hold },
    { itemId: 'cancelled', save: { state: 'cancelled' }, hold }
  ]
  expect(retentionDue(items, { now, days: 30 })).toEqual({ due: ['unproven'], heldBack: [] })
})

test('no file that is held, that failed its check or that is out of reach is ever due', () => {
  const some = fc.record({
    days: fc.integer({ min: 0, max: 60 }),
    check: fc.constantFrom(...fileChecks),
    hold: fc.boolean()
  })
  fc.assert(
    fc.property(fc.array(some), (all) => {
      const items = all.map((one, index) => retained(index, one))
      const { due, heldBack } = retentionDue(items, { now, days: 30 })
      for (const [index, { days, check, hold }] of all.entries()) {
        const past = days >= 30 && !hold
        const fit = check === 'unchecked' || check === 'unchanged'
        expect(due.includes(`item-${index}`)).toBe(past && fit)
        const asks = check === 'changed' || check === 'missing'
        expect(heldBack.includes(`item-${index}`)).toBe(past && asks)
      }
    })
  )
})

const ended: EndedRecording = {
  media: 'video',
  fetchable: true,
  failed: false,
  agentId: '1001',
  stoppedAt: now,
  saveState: 'not-saved',
  callEndedAt: null
}
const settings = { enabled: true, waitSeconds: 30 }

test('an ended video of one’s own is due after the wait, from the later of its stop and its call’s end', () => {
  expect(afterCallDue(ended, '1001', settings)).toBe(now + 30_000)
  expect(afterCallDue({ ...ended, callEndedAt: now + 5_000 }, '1001', settings)).toBe(now + 35_000)
  expect(afterCallDue({ ...ended, callEndedAt: now - 5_000 }, '1001', settings)).toBe(now + 30_000)
  const unstopped = { ...ended, stoppedAt: null, callEndedAt: now - 5_000 }
  expect(afterCallDue(unstopped, '1001', settings)).toBe(now + 25_000)
})

test('the rule leaves everything else alone', () => {
  expect(afterCallDue(ended, '1001', { ...settings, enabled: false })).toBeNull()
  expect(afterCallDue(ended, '1002', settings)).toBeNull()
  const others: Partial<EndedRecording>[] = [
    { media: 'audio' },
    { media: 'picture' },
    { fetchable: false },
    { failed: true },
    { stoppedAt: null },
    { saveState: 'queued' },
    { saveState: 'cancelled' },
    { saveState: 'saved' },
    { saveState: 'needs-attention' }
  ]
  for (const change of others) {
    expect(
      afterCallDue({ ...ended, ...change }, '1001', settings),
      JSON.stringify(change)
    ).toBeNull()
  }
})

const refused = (retcode: string) => ({ code: 'gateway-refused' as const, retcode })

test('a file that is not written yet is waited for; a refusal that says no, or nothing known, is not', () => {
  for (const retcode of ['104-005', '104-009', '000-004', '105-002', '105-003', '105-004']) {
    expect(isNotThereYet(refused(retcode)), retcode).toBe(true)
  }
  expect(isNotThereYet({ code: 'file:empty' })).toBe(true)
  for (const retcode of ['104-003', '104-002', '108-009', '108-011', '108-001', '000-003', '']) {
    expect(isNotThereYet(refused(retcode)), retcode).toBe(false)
  }
  expect(isNotThereYet({ code: 'gateway-refused' })).toBe(false)
  expect(isNotThereYet({ code: 'could-not-ask:timeout', retcode: '104-005' })).toBe(false)
})

/** The moments of all tries, from 0, with the same answer each time. */
function triesOf(random: () => number): number[] {
  const tries = [0]
  const patientUntil = patienceMs
  for (;;) {
    const at = tries.at(-1) ?? 0
    const problem = refused('104-005')
    const next = patientTry({
      problem,
      tries: tries.length,
      patientUntil,
      now: at,
      random: random()
    })
    if (next === null) return tries
    tries.push(next)
  }
}

test('the pauses grow to an hour, spread by a quarter, and the last try is 24 hours after the first', () => {
  const steady = triesOf(() => 0.5)
  expect(steady.slice(0, 5)).toEqual([0, 30_000, 90_000, 210_000, 450_000])
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1 }),
      (some) => {
        let drawn = 0
        const tries = triesOf(() => some[(drawn += 1) % some.length] ?? 0)
        const pauses = tries.slice(1).map((at, index) => at - (tries[index] ?? 0))
        expect(tries.at(-1)).toBe(patienceMs)
        for (const [index, pause] of pauses.slice(0, -1).entries()) {
          const middle = Math.min(3_600_000, 30_000 * 2 ** index)
          expect(pause).toBeGreaterThanOrEqual(Math.floor(middle * 0.75))
          expect(pause).toBeLessThanOrEqual(Math.ceil(middle * 1.25))
        }
        expect(tries.length).toBeLessThan(45)
      }
    ),
    { numRuns: 50 }
  )
})

test('nobody is patient where it was not asked for, when the time is over, or with a plain no', () => {
  const facts = { problem: refused('104-005'), tries: 1, patientUntil: 100, now: 50, random: 0.5 }
  expect(patientTry(facts)).toBe(100)
  expect(patientTry({ ...facts, patientUntil: null })).toBeNull()
  expect(patientTry({ ...facts, now: 100 })).toBeNull()
  expect(patientTry({ ...facts, problem: refused('104-002') })).toBeNull()
})
