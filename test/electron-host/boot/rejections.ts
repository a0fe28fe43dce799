import { inspect } from 'node:util'

/**
 * Electron's main process warns of a rejected promise that nobody waits for, and goes on; plain Node
 * would end. While the app is ending it is no news at all: a quit cuts off whatever is waited for.
 */
export function warnOfRejections(app: { readonly isEnding: boolean }): void {
  process.on('unhandledRejection', (reason) => {
    if (app.isEnding) return
    process.stderr.write(`Electron stand-in: unhandled rejection: ${inspect(reason)}\n`)
  })
}
