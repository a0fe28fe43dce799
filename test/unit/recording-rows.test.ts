import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import type { GatewayEvent } from '../../src/main/gateway/gateway-event.ts'
import { ownerOf, factsOf, type ItemRow } from '../../src/main/library/items/item-row.ts'
import {
  earlyStopLimit,
  noteEvent,
  type EarlyStops
} from '../../src/main/library/items/recording-events.ts'
import { libraryItem } from '../../src/shared/model/library.ts'
import { storeInMemory } from '../support/open-store.ts'
import {
  conferenceEvent,
  gatewayEvent,
  recordEvent,
  recordFailEvent,
  stopEvent
} from '../support/recording-events.ts'

const dayMs = 24 * 3_600_000

/** What the library knows after these events, each one millisecond (or `gapMs`) after the other. */
function bookOf(events: readonly GatewayEvent[], gapMs = 1) {
  const store = storeInMemory()
  const owner = ownerOf('gateway', '1001')
  let id = 0
  const newId = () => `00000000-0000-4000-8000-${String((id += 1)).padStart(12, '0')}`
  let earlyStops: EarlyStops = new Map()
  for (const [index, event] of events.entries()) {
    const noting = { at: (index + 1) * gapMs, owner, host: 'gateway', agentId: '1001', newId }
    const noted = noteEvent(store, event, { ...noting, earlyStops })
    store.put(...noted.rows)
    earlyStops = noted.earlyStops
  }
  const rows = store.page({ owner }, null, 100).sort((a, b) => a.startedAt - b.startedAt)
  store.close()
  return { rows, earlyStops }
}
const rowsOf = (...events: GatewayEvent[]): ItemRow[] => bookOf(events).rows

describe('recordings that the gateway announces', () => {
  test('are one row from record to stop, joined by the task', () => {
    const [row, ...others] = rowsOf(recordEvent(), stopEvent())
    expect(others).toEqual([])
    expect(row).toMatchObject({
      ...{ taskId: '5206', callId: '1477393325-164', media: 'video', knownBy: 'event' },
      remote: { via: 'path', recordId: 'Y:/1/0/20201202/503/1714442.mp4', locationId: '256' },
      ...{ startedAt: 1, stoppedAt: 2, failed: false, save: { state: 'not-saved' } }
    })
  })

  test('whose stop came first are known as stopped', () => {
    expect(rowsOf(stopEvent(), recordEvent())).toMatchObject([{ startedAt: 2, stoppedAt: 1 }])
  })

  test('make the same rows whatever is doubled or overtaken', () => {
    const events = [
      recordEvent(),
      stopEvent(),
      recordEvent({ taskId: 7, fileName: 'Y:/1/0/20201202/503/2.mp4' }),
      recordFailEvent({ taskId: 8, fileName: 'Y:/1/0/20201202/503/3.mp4' }),
      stopEvent(7)
    ]
    const shuffled = fc.shuffledSubarray([...events, ...events], { minLength: 10 })
    fc.assert(
      fc.property(shuffled, (order) => {
        const rows = rowsOf(...order).map(({ taskId, failed, stoppedAt }) => {
          return { taskId, failed, stopped: stoppedAt !== null }
        })
        expect(rows.sort((a, b) => Number(a.taskId) - Number(b.taskId))).toEqual([
          { taskId: '7', failed: false, stopped: true },
          { taskId: '8', failed: true, stopped: false },
          { taskId: '5206', failed: false, stopped: true }
        ])
      })
    )
  })

  test('are marked as failed where the failure names the task alone', () => {
    const nameless = recordFailEvent({ fileName: '', recordID: '' })
    expect(rowsOf(recordEvent(), nameless)).toMatchObject([{ failed: true }])
    expect(rowsOf(recordEvent(), nameless).length).toBe(1)
  })

  test('are told apart by their file when the gateway uses a task number again', () => {
    const again = recordEvent({ fileName: 'Y:/1/0/2/3/4.mp4' })
    expect(rowsOf(recordEvent(), stopEvent(), again)).toMatchObject([
      { stoppedAt: 2 },
      { stoppedAt: null }
    ])
  })

  test('of another day are not stopped by a task number that came round again', () => {
    const { rows } = bookOf([recordEvent(), stopEvent()], dayMs + 2)
    expect(rows).toMatchObject([{ stoppedAt: null }])
  })

  test('are one row where two tasks name the same file, with either kind of separator', () => {
    const same = recordEvent({ taskId: 9, fileName: 'Y:\\1\\0\\20201202\\503\\1714442.mp4' })
    expect(rowsOf(recordEvent(), same)).toHaveLength(1)
  })

  test('are audio where the type or the path says so, and then nothing is fetched', () => {
    const voice = { fileName: 'Y:/6/0/20161025/20011/1902050.V3', fileMediaType: '1' }
    expect(rowsOf(recordEvent(voice))).toMatchObject([{ media: 'audio', remote: null }])
  })

  test('on a conference server are fetched by conference and record id, one row each', () => {
    const rows = rowsOf(conferenceEvent(1, 'a', 'b'), conferenceEvent(1, 'a', 'b'))
    expect(rows.map(({ remote }) => remote)).toEqual([
      { via: 'conference', conferenceId: 'conf-1', recordId: 'a' },
      { via: 'conference', conferenceId: 'conf-1', recordId: 'b' }
    ])
    expect(rowsOf(conferenceEvent(2))).toMatchObject([{ remote: { recordId: null } }])
  })

  test('without a usable path are listed, with nothing to fetch', () => {
    const rows = rowsOf(recordEvent({ fileName: '' }))
    expect(rows).toMatchObject([{ media: 'video', remote: null }])
    expect(rows.map(factsOf)).toMatchObject([{ fetchable: false }])
  })

  test('leave main without any path or id of the gateway', () => {
    for (const row of rowsOf(recordEvent(), conferenceEvent(1, 'rec-9'))) {
      const view = { ...factsOf(row), own: true }
      expect(v.parse(libraryItem, view)).toEqual(view)
      expect(JSON.stringify(view)).not.toMatch(/1714442|conf-1|rec-9|5206|locationId/)
    }
    expect(rowsOf(conferenceEvent(1)).map(factsOf)).toMatchObject([{ source: 'conference' }])
  })

  test('change nothing where an event is about something else', () => {
    const release = gatewayEvent('AgentEvent_Call_Release', '1477393325-164')
    expect(bookOf([release])).toEqual({ rows: [], earlyStops: new Map() })
  })

  test('have stops that are kept within bounds', () => {
    const stops = Array.from({ length: earlyStopLimit + 5 }, (_, index) => stopEvent(index))
    expect(bookOf(stops).earlyStops.size).toBe(earlyStopLimit)
  })
})
