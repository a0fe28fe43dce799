import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LogLine } from '../../src/main/diagnostics/log.ts'
import { createPublish } from '../../src/main/ipc/publish.ts'
import type { EventValue } from '../../src/shared/ipc/contract.ts'
import type { EventName } from '../../src/shared/ipc/names.ts'
import { eventNames } from '../../src/shared/ipc/names.ts'
import { createBridge as createPreloadBridge } from '../../src/preload/bridge.ts'
import { createBridge } from '../../src/renderer/src/bridge.ts'
import { manualClock } from '../support/manual-clock.ts'
import { fakeWire } from './fake-wire.ts'
import { libraryEvents } from './library-samples.ts'
import { sampleOutputs } from './samples.ts'

/** Each event carries what the command that reads the same thing answers. */
const sampleEvents: { [N in EventName]: EventValue<N> } = {
  'session.changed': sampleOutputs['session.get'],
  'profiles.changed': sampleOutputs['profiles.list'],
  'network.changed': sampleOutputs['network.get'],
  'calls.changed': sampleOutputs['calls.list'],
  'captures.changed': sampleOutputs['captures.list'],
  ...libraryEvents,
  'supervision.changed': sampleOutputs['supervision.get'],
  'rejoin.changed': sampleOutputs['rejoin.get'],
  'doctor.changed': sampleOutputs['doctor.get'],
  'activity.changed': sampleOutputs['activity.list'],
  'settings.changed': sampleOutputs['settings.get']
}

const everyMs = 100

function published() {
  const clock = manualClock()
  const wire = fakeWire()
  const sentAt: { name: string; at: number; value: unknown }[] = []
  const send = (name: EventName, value: unknown): void => {
    sentAt.push({ name, at: clock.elapsed(), value })
    wire.send(name, value)
  }
  const logged: LogLine[] = []
  const log = (line: LogLine): void => {
    logged.push(line)
  }
  const publish = createPublish({ clock, everyMs, send, log })
  const bridge = createBridge(createPreloadBridge(wire.preload))
  return { clock, wire, sentAt, publish, bridge, logged }
}

test.each(eventNames)('%s reaches a screen whole, and no longer once it has let go', (name) => {
  const { clock, publish, bridge, wire } = published()
  const heard: unknown[] = []
  const stop = bridge.on(name, (...values) => heard.push(values))
  publish(name, sampleEvents[name])
  // The value and nothing else: no event of Electron's, which would lead to the sender.
  expect(heard).toEqual([[sampleEvents[name]]])
  stop()
  expect(wire.listeners()).toBe(0)
  clock.advance(everyMs)
  publish(name, sampleEvents[name])
  expect(heard).toHaveLength(1)
})

test('an event carries nothing that its schema does not name', () => {
  const { publish, sentAt } = published()
  const stray = { ...sampleEvents['settings.changed'], guid: 'stray' }
  publish('settings.changed', stray)
  expect(sentAt[0]?.value).toEqual(sampleEvents['settings.changed'])
})

test('what follows the first within 100 ms is merged, and the newest value wins', () => {
  const { clock, publish, sentAt } = published()
  const withTheme = (appVersion: string) => ({ ...sampleEvents['settings.changed'], appVersion })
  for (const version of ['1', '2', '3']) publish('settings.changed', withTheme(version))
  expect(sentAt).toHaveLength(1)
  clock.advance(everyMs - 1)
  expect(sentAt).toHaveLength(1)
  clock.advance(1)
  expect(sentAt.map(({ value }) => (value as { appVersion: string }).appVersion)).toEqual([
    '1',
    '3'
  ])
})

test('however fast values change, ten messages a second leave main, and the last one arrives', () => {
  const step = fc.record({
    afterMs: fc.integer({ min: 0, max: 250 }),
    name: fc.constantFrom('calls.changed' as const, 'captures.changed' as const)
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const { clock, publish, sentAt } = published()
      const last = new Map<EventName, number>()
      steps.forEach(({ afterMs, name }, index) => {
        clock.advance(afterMs)
        last.set(name, index)
        if (name === 'calls.changed') publish(name, callsWith(index))
        else publish(name, capturesWith(index))
      })
      clock.advance(everyMs)
      for (const [name, index] of last) {
        const sent = sentAt.filter((message) => message.name === name)
        expect(JSON.stringify(sent.at(-1)?.value)).toContain(`mark-${index}.`)
        for (const [earlier, later] of pairs(sent)) {
          expect(later.at - earlier.at).toBeGreaterThanOrEqual(everyMs)
        }
      }
    })
  )
})

test('a value that is not as the contract says is logged by its event alone, and never thrown', () => {
  const { clock, publish, sentAt, logged } = published()
  const wrong = callsWith(1).map((call) => ({ ...call, callId: 7 }))
  publish('calls.changed', callsWith(0))
  publish('calls.changed', wrong as never)
  // From the timer, where nobody would catch it.
  clock.advance(everyMs)
  expect(logged).toEqual([{ level: 'error', what: 'event not sent', event: 'calls.changed' }])
  clock.advance(everyMs)
  publish('calls.changed', callsWith(2))
  expect(sentAt).toHaveLength(2)
})

const pairs = <T>(list: readonly T[]): (readonly [T, T])[] =>
  list.slice(1).map((later, index) => [list[index] ?? later, later] as const)

const callsWith = (index: number): EventValue<'calls.changed'> =>
  sampleOutputs['calls.list'].map((call) => ({ ...call, caller: `mark-${index}.` }))
const capturesWith = (index: number): EventValue<'captures.changed'> =>
  sampleOutputs['captures.list'].map((row) => ({ ...row, serverPath: `mark-${index}.` }))
