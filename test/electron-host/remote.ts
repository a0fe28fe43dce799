import type { ElectronApplication } from '@playwright/test'
import type { DialogAnswers, DialogApi } from './desktop/dialog.ts'
import type { RecordedCall } from './recorder.ts'
import type { ElectronHost, Target, TrayView } from './side-channel.ts'

/** The side channel of an app under Playwright; see `ElectronHost` for what each does. */
export interface RemoteHost {
  record: () => Promise<RecordedCall[]>
  /** The recorded calls of one API, e.g. `dialog.showMessageBox`. */
  calls: (api: string) => Promise<unknown[][]>
  answer: <A extends DialogApi>(api: A, answer: DialogAnswers[A]) => Promise<void>
  /** Event names and arguments as electron.d.ts documents them; arguments must be plain values. */
  fire: (target: Target, event: string, ...args: unknown[]) => Promise<void>
  tray: () => Promise<TrayView>
  clickTray: (...labels: string[]) => Promise<void>
  clickMenu: (...labels: string[]) => Promise<void>
  press: (accelerator: string) => Promise<void>
  setSystemDark: (isDark: boolean) => Promise<void>
}

/** Reaches `globalThis.__electronHost` in the main process of a launched app. */
export function createRemoteHost(app: ElectronApplication): RemoteHost {
  async function call<T>(member: keyof ElectronHost, ...args: unknown[]): Promise<T> {
    const result: unknown = await app.evaluate(
      (_electron, [name, values]) => {
        const host: unknown = Reflect.get(globalThis, '__electronHost')
        if (typeof host !== 'object' || host === null) {
          throw new Error('The app was launched without `launchArguments`')
        }
        const found: unknown = Reflect.get(host, name)
        // The stand-in's own methods, with arguments that this file has typed.
        return typeof found === 'function'
          ? (found as (...a: unknown[]) => unknown)(...values)
          : found
      },
      [member, args] as const
    )
    // What comes back is what `ElectronHost` promises for that member, as a copy.
    return result as T
  }
  const record = (): Promise<RecordedCall[]> => call('record')
  return {
    record,
    calls: async (api) => (await record()).filter((one) => one.api === api).map(({ args }) => args),
    answer: (api, answer) => call('answer', api, answer),
    fire: (target, event, ...args) => call('fire', target, event, ...args),
    tray: () => call('tray'),
    clickTray: (...labels) => call('clickTray', ...labels),
    clickMenu: (...labels) => call('clickMenu', ...labels),
    press: (accelerator) => call('press', accelerator),
    setSystemDark: (isDark) => call('setSystemDark', isDark)
  }
}
