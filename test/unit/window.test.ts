import { describe, expect, test } from 'vitest'
import type { Happening } from '../../src/main/calls/timeline.ts'
import { PageDeaths } from '../../src/main/desktop/page-deaths.ts'
import { createWindowMemory } from '../../src/main/desktop/window-memory.ts'
import { childDeathLine } from '../../src/main/diagnostics/child-death.ts'
import { logText, type LogLine } from '../../src/main/diagnostics/log.ts'
import { defaultSettings, readStoredSettings } from '../../src/main/settings/stored-settings.ts'
import { manualClock } from '../support/manual-clock.ts'

const place = { bounds: { x: 10, y: 20, width: 900, height: 640 }, maximised: true }

describe('the place of the window', () => {
  function openMemory() {
    const disk = { isFull: false, stored: defaultSettings }
    const told: Happening[] = []
    const logged: LogLine[] = []
    const memory = createWindowMemory({
      settings: {
        stored: () => disk.stored,
        keep: (change) => {
          if (disk.isFull) throw new Error('ENOSPC: no space left on device')
          disk.stored = { ...disk.stored, ...change }
        }
      },
      tell: (happening) => told.push(happening),
      log: (line) => logged.push(line)
    })
    return { memory, disk, told, logged }
  }

  test('is remembered, maximised and not', () => {
    const { memory, told } = openMemory()
    expect(memory.last()).toEqual({ bounds: null, maximised: false })
    memory.keep(place)
    expect(memory.last()).toEqual(place)
    memory.keep({ ...place, maximised: false })
    expect(memory.last()).toEqual({ ...place, maximised: false })
    expect(told).toEqual([])
  })
  test('a disk that refuses it never throws: it is logged each time, said once, and once more after it went well', () => {
    const { memory, disk, told, logged } = openMemory()
    disk.isFull = true
    memory.keep(place)
    memory.keep(place)
    expect(told).toEqual([{ name: 'window-place-not-kept' }])
    expect(logged).toHaveLength(2)
    expect(logged.map(logText).join()).not.toContain('ENOSPC')
    disk.isFull = false
    memory.keep(place)
    disk.isFull = true
    memory.keep(place)
    expect(told).toHaveLength(2)
  })
  test('settings files that know nothing of maximised are read as before', () => {
    const { settings, damaged } = readStoredSettings({ windowBounds: place.bounds })
    expect(settings).toMatchObject({ windowBounds: place.bounds, windowMaximised: false })
    expect(damaged).toEqual([])
    expect(readStoredSettings({ windowMaximised: 'yes' })).toMatchObject({
      settings: { windowMaximised: false },
      damaged: ['windowMaximised']
    })
  })
})

describe('a page that dies', () => {
  test('is loaded anew twice within a minute; the third time a person is asked', () => {
    const clock = manualClock()
    const deaths = new PageDeaths(clock)
    expect(deaths.died()).toBe('load-again')
    clock.advance(10_000)
    expect(deaths.died()).toBe('load-again')
    clock.advance(49_999)
    expect(deaths.died()).toBe('ask')
  })
  test('now and then is loaded anew for ever', () => {
    const clock = manualClock()
    const deaths = new PageDeaths(clock)
    for (let death = 0; death < 20; death += 1) {
      expect(deaths.died()).toBe('load-again')
      clock.advance(30_000)
    }
  })
  test('whoever tries again begins anew', () => {
    const deaths = new PageDeaths(manualClock())
    const answers = Array.from({ length: 6 }, () => deaths.died())
    expect(answers).toEqual(['load-again', 'load-again', 'ask', 'load-again', 'load-again', 'ask'])
  })
})

describe('a process that has ended', () => {
  test('is logged with its kind, reason and code', () => {
    expect(childDeathLine({ type: 'GPU', reason: 'killed', exitCode: 9 })).toMatchObject({
      ...{ level: 'error', outcome: 'GPU: killed (9)' }
    })
    const network = { type: 'Utility', serviceName: 'network.mojom.NetworkService' }
    const line = childDeathLine({
      ...network,
      name: 'Network Service',
      reason: 'crashed',
      exitCode: 1
    })
    expect(logText(line)).toContain('Utility Network Service: crashed (1)')
  })
  test('by itself, as it should, is no fault', () => {
    const line = childDeathLine({ type: 'Utility', reason: 'clean-exit', exitCode: 0 })
    expect(line.level).toBe('info')
  })
})
