import { expect, test } from 'vitest'
import type { LogLine } from '../../src/main/diagnostics/log.ts'
import { Net, type FaultSinks } from '../../src/main/faults/net.ts'
import { manualClock } from '../support/manual-clock.ts'

function caughtBy(sinks: Partial<FaultSinks> = {}) {
  const clock = manualClock()
  let last = 0
  const net = new Net({ clock, newRef: () => `ref-${(last += 1)}` })
  const lines: LogLine[] = []
  const said: string[] = []
  const ends: string[] = []
  const follow = (): void => {
    net.follow({
      log: (line) => lines.push(line),
      say: (ref) => said.push(ref),
      end: (ref) => ends.push(ref),
      ...sinks
    })
  }
  return { net, clock, follow, lines, said, ends }
}

test('a fault is in the log and on screen with the same reference, and its text is in neither', () => {
  const { net, follow, lines, said } = caughtBy()
  follow()
  net.caught(new TypeError('the password is 1234'))
  expect(said).toEqual(['ref-1'])
  expect(lines).toMatchObject([{ level: 'error', what: 'fault', ref: 'ref-1' }])
  expect(lines[0]?.frames).toMatch(/^TypeError \| at .*fault-net\.test\.ts/)
  expect(JSON.stringify([lines, said])).not.toContain('1234')
})

test('a rejection with a value that is no error is told as well', () => {
  const { net, follow, lines } = caughtBy()
  follow()
  net.caught('the password is 1234')
  net.caught(undefined)
  expect(lines.map(({ frames }) => frames)).toEqual(['string', 'undefined'])
})

test('what came before there was a log or a screen is told once there is', () => {
  const { net, follow, lines, said } = caughtBy()
  net.caught(new Error('early'))
  expect([...lines, ...said]).toEqual([])
  follow()
  expect(lines).toHaveLength(1)
  expect(said).toEqual(['ref-1'])
})

test('a log that cannot be written costs the agent no word, and a screen that is gone the log no line', () => {
  const full = (): never => {
    throw new Error('ENOSPC')
  }
  const disk = caughtBy({ log: full })
  disk.follow()
  disk.net.caught(new Error('planted'))
  expect(disk.said).toEqual(['ref-1'])
  const screen = caughtBy({ say: full, end: full })
  screen.follow()
  for (let count = 0; count < 200; count += 1) screen.net.caught(new Error('planted'))
  expect(screen.lines.map(({ what }) => what)).toEqual(['fault', 'too many faults'])
})

test('faults without end end the app once, with a reference that the log has', () => {
  const { net, clock, follow, lines, ends } = caughtBy()
  follow()
  for (let count = 0; count < 1_000; count += 1) {
    net.caught(new Error('planted'))
    clock.advance(10)
  }
  expect(ends).toHaveLength(1)
  expect(lines.filter(({ what }) => what === 'too many faults')).toMatchObject([{ ref: ends[0] }])
})

test('telling the agent may fail in the same way again: nothing goes round in circles', () => {
  const { net, follow, said } = caughtBy({
    say: () => {
      net.caught(new Error('in the telling'))
    }
  })
  follow()
  net.caught(new Error('planted'))
  expect(said).toEqual([])
})
