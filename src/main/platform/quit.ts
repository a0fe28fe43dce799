import { app } from 'electron/main'
import { guarded } from '../guard.ts'

/**
 * Lets the app finish its work before it ends: `finish` runs once for each wish to quit, and where it
 * gives false the app stays.
 */
export function finishBeforeQuit(finish: () => Promise<boolean>): { quitting: () => boolean } {
  let state: 'running' | 'finishing' | 'finished' = 'running'
  app.on(
    'before-quit',
    guarded((event) => {
      if (state === 'finished') return
      event.preventDefault()
      if (state === 'finishing') return
      state = 'finishing'
      void finish().then((finished) => {
        state = finished ? 'finished' : 'running'
        if (finished) app.quit()
      })
    })
  )
  return { quitting: () => state === 'finished' }
}

export const quitApp = (): void => {
  app.quit()
}
