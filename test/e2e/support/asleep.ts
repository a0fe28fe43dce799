import type { Page } from '@playwright/test'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Callside } from './app.ts'

const nightMs = 8 * 3_600_000

export interface Night {
  /** Whether the system tells of it: `suspend` before, `resume` after. */
  told: boolean
  /** Whether the clock that only ever grows counts the sleep (Windows) or stands still (Linux, macOS). */
  counted: boolean
}

/**
 * The PC sleeps for 8 h by its clocks, and for as long as `meanwhile` takes by those of everybody
 * else. Main's thread stands still, so nothing of the app runs; when it goes on, the clocks that main
 * and the page read at every look are 8 h further. Gives the moment of waking, in milliseconds since
 * 1970 by the clock of the test.
 */
export async function asleep(
  { app, page, home }: Callside,
  { told, counted }: Night,
  meanwhile: () => Promise<unknown>
): Promise<number> {
  const morning = join(home, 'morning')
  await page.evaluate(setForward, nightMs)
  const night = app.evaluate(
    ({ powerMonitor }, { untilFile, ms, isTold, isCounted }) => {
      if (isTold) powerMonitor.emit('suspend')
      const { existsSync } = process.getBuiltinModule('node:fs')
      const still = new Int32Array(new SharedArrayBuffer(4))
      // Half a minute at most: a test that failed meanwhile never writes the file.
      for (let looks = 0; looks < 3_000 && !existsSync(untilFile); looks += 1) {
        Atomics.wait(still, 0, 0, 10)
      }
      const [now, elapsed] = [Date.now, performance.now.bind(performance)]
      Date.now = () => now() + ms
      if (isCounted) performance.now = () => elapsed() + ms
      if (isTold) powerMonitor.emit('resume')
    },
    { untilFile: morning, ms: nightMs, isTold: told, isCounted: counted }
  )
  await meanwhile()
  const wokeAt = Date.now()
  writeFileSync(morning, '')
  await night
  return wokeAt
}

/** Runs in the page. */
const setForward = (ms: number): void => {
  const { now } = Date
  Date.now = () => now() + ms
}

/** What the ribbon said, and when by the clock of the test. */
export interface Said {
  word: string
  at: number
}

/** Keeps every word of the ribbon from now on: one that was there for a moment is not missed. */
export async function followRibbon(page: Page): Promise<() => Promise<Said[]>> {
  const words = await page.evaluateHandle<Said[]>(followWords)
  return () => words.jsonValue()
}

/** Runs in the page, whose types are not those of this file. Not `Date.now`: a test may set it forward. */
const followWords = `(() => {
  const words = []
  const banner = document.querySelector('header')
  const look = () => {
    const word = banner.querySelector('[role=status]')?.textContent.trim() ?? ''
    if (word === words.at(-1)?.word) return
    words.push({ word, at: performance.timeOrigin + performance.now() })
  }
  look()
  new MutationObserver(look).observe(banner, { childList: true, subtree: true, characterData: true })
  return words
})()`
