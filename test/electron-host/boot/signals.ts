/** What stopping needs of the app. */
export interface Stoppable {
  quit: () => void
  exit: (code: number) => void
}

/** After this an app that does not quit is ended. */
const patienceMs = 5000

/** A signal asks the app to quit; a second one, or an app that stays, ends the whole tree. */
export function stopOnSignals(app: Stoppable): void {
  let asked = false
  for (const [signal, code] of [
    ['SIGTERM', 143],
    ['SIGINT', 130],
    ['SIGHUP', 129]
  ] as const) {
    process.on(signal, () => {
      if (asked) app.exit(code)
      asked = true
      setTimeout(() => {
        app.exit(code)
      }, patienceMs).unref()
      app.quit()
    })
  }
}
