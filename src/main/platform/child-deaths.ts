import { app } from 'electron/main'
import { childDeathLine } from '../diagnostics/child-death.ts'
import { guarded } from '../guard.ts'
import type { Log } from '../diagnostics/log.ts'

/** Logs every process of the browser that ends unasked: graphics, network, files. Each is begun anew. */
export function logChildDeaths(log: Log): void {
  app.on(
    'child-process-gone',
    guarded((_event, details) => {
      log(childDeathLine(details))
    })
  )
}
