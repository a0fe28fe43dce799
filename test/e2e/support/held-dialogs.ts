import type { Callside } from './app.ts'

/** Message boxes of an app that stay open until a test answers them, on whichever Electron. */
export interface HeldDialogs {
  /** What the open ones say, oldest first. */
  open: () => Promise<string[]>
  /** Whether each that was ever opened was a sheet of a window, and had a title. */
  sheets: () => Promise<boolean>
  /** Presses a button of the oldest. */
  answer: (button: number) => Promise<void>
}

interface Held {
  message: string
  resolve: (answer: Electron.MessageBoxReturnValue) => void
}

/** Takes the place of the system's message boxes; those that the app takes back close by themselves. */
export async function heldDialogs({ app }: Callside): Promise<HeldDialogs> {
  await app.evaluate(({ dialog }) => {
    const held: Held[] = []
    const state = { held, areSheets: true }
    Reflect.set(globalThis, 'heldDialogs', state)
    dialog.showMessageBox = (...args: unknown[]) => {
      // As electron.d.ts declares it: the window may be left out.
      const options = args.at(-1) as Electron.MessageBoxOptions
      if (args.length < 2 || !options.title) state.areSheets = false
      return new Promise((resolve) => {
        const entry = { message: options.message, resolve }
        held.push(entry)
        options.signal?.addEventListener('abort', () => {
          if (held.includes(entry)) held.splice(held.indexOf(entry), 1)
          resolve({ response: options.cancelId ?? 0, checkboxChecked: false })
        })
      })
    }
  })
  return {
    open: () =>
      app.evaluate(() => {
        // What was set above.
        const { held } = Reflect.get(globalThis, 'heldDialogs') as { held: Held[] }
        return held.map(({ message }) => message)
      }),
    sheets: () =>
      app.evaluate(() => {
        // What was set above.
        const state = Reflect.get(globalThis, 'heldDialogs') as { areSheets: boolean }
        return state.areSheets
      }),
    answer: (response) =>
      app.evaluate((_electron, button) => {
        // What was set above.
        const { held } = Reflect.get(globalThis, 'heldDialogs') as { held: Held[] }
        held.shift()?.resolve({ response: button, checkboxChecked: false })
      }, response)
  }
}
