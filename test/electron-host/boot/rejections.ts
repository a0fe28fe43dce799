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

/** An error that nobody catches is shown in a box where the app does not handle it; a start that fails ends. */
export function showUncaughtErrors(
  isReady: () => boolean,
  showErrorBox: (title: string, content: string) => void
): void {
  process.on('uncaughtException', (error: unknown) => {
    if (process.listenerCount('uncaughtException') > 1) return
    const said = error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : ''
    process.stderr.write(`Electron stand-in: uncaught exception: ${inspect(error)}\n`)
    if (!isReady()) process.exit(1)
    showErrorBox('A JavaScript error occurred in the main process', `Uncaught Exception:\n${said}`)
  })
}
