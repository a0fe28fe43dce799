import { app, BrowserWindow } from 'electron/main'
import type { FatalWords } from '../faults/fatal-words.ts'
import { guarded } from '../guard.ts'
import { FatalBox } from './fatal-box.ts'
import { endOnSignals } from './quit.ts'

/** What a second launch brings to the front. */
export interface Shown {
  show: () => void
}

/**
 * Starts the app as soon as Electron is ready. A start that fails half-way ends in a native box that
 * says `why`, never without a word; a second launch shows the window of the first, or its box.
 */
export async function startOrSay(
  start: () => Promise<Shown>,
  why: (thrown: unknown) => FatalWords
): Promise<void> {
  let shown: Shown | null = null
  const show = guarded(() => shown?.show())
  app.on('second-instance', show)
  app.on('activate', show)
  try {
    await app.whenReady()
    endOnSignals()
    shown = await start()
  } catch (thrown) {
    const box = new FatalBox(why(thrown))
    shown = box
    leaveNoWindow()
    await box.ask()
  }
}

/** What was made half-way answers nothing: no empty window stands beside the box. */
function leaveNoWindow(): void {
  // Without a listener Electron would end with the last window, and take the box along.
  app.on(
    'window-all-closed',
    guarded(() => undefined)
  )
  for (const window of BrowserWindow.getAllWindows()) window.destroy()
}

/** Ends the app in the order in which it would be quit, then says why, and ends with an error. */
export function endSaying(words: FatalWords, quit: () => void): void {
  let box: FatalBox | null = null
  app.on(
    'will-quit',
    guarded((event) => {
      // Each time: whatever else asks to quit meanwhile must not take the box away.
      event.preventDefault()
      if (box !== null) return
      box = new FatalBox(words)
      void box.ask()
    })
  )
  quit()
}
