import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  endAfter,
  judgeFault,
  noFaults,
  type FaultVerdict
} from '../../src/main/faults/fault-rule.ts'

/** The verdicts over faults in the order of their time. */
function judge(faults: readonly { kind: string; at: number }[]): FaultVerdict[] {
  let history = noFaults
  return faults.map(({ kind, at }) => {
    const { history: next, ...verdict } = judgeFault(history, kind, at)
    history = next
    return verdict
  })
}
const every = (ms: number, count: number, kind = 'a') =>
  Array.from({ length: count }, (_, index) => ({ kind, at: index * ms }))

test('the first of a kind is logged and said', () => {
  expect(judge([{ kind: 'a', at: 0 }])).toEqual([{ tell: 1, end: false }])
})

test('a timer that fails each second is said once a minute, with how many came in between', () => {
  const told = judge(every(1_000, 121)).flatMap(({ tell }, at) =>
    tell === null ? [] : [[at, tell]]
  )
  expect(told).toEqual([
    [0, 1],
    [60, 60],
    [120, 60]
  ])
})

test('another kind is said although one was just said; the sixth within a minute is not', () => {
  const kinds = ['a', 'b', 'c', 'd', 'e', 'f'].map((kind, at) => ({ kind, at }))
  expect(judge(kinds).map(({ tell }) => tell !== null)).toEqual([
    true,
    true,
    true,
    true,
    true,
    false
  ])
})

test('a hundred within ten seconds are borne, one more ends the app', () => {
  expect(judge(every(10, endAfter)).some(({ end }) => end)).toBe(false)
  expect(judge(every(10, endAfter + 1)).at(-1)?.end).toBe(true)
})

test('ten a second are borne for ever', () => {
  expect(judge(every(101, 1_000)).some(({ end }) => end)).toBe(false)
})

test('whatever comes, the history stays small, and no minute holds more than five words', () => {
  const kind = fc.integer({ min: 0, max: 40 }).map(String)
  const faults = fc.array(fc.record({ kind, wait: fc.nat(30_000) }), { maxLength: 400 })
  fc.assert(
    fc.property(faults, (steps) => {
      let at = 0
      let history = noFaults
      const said: number[] = []
      for (const { kind: name, wait } of steps) {
        at += wait
        const verdict = judgeFault(history, name, at)
        history = verdict.history
        if (verdict.tell !== null) said.push(at)
        expect(history.recent.length).toBeLessThanOrEqual(endAfter + 1)
        expect(history.told.size).toBeLessThanOrEqual(5)
      }
      for (const time of said) {
        expect(said.filter((other) => other >= time && other < time + 60_000).length).toBeLessThan(
          6
        )
      }
    })
  )
})
