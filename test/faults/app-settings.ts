import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import {
  openSettingsFile,
  settingsIn,
  type OpenedSettings
} from '../../src/main/settings/settings-file.ts'

interface Conf {
  store: Record<string, unknown>
}
type ConfClass = new (options: Readonly<Record<string, unknown>>) => Conf

/** The package under electron-store: all of it but what asks Electron for the folder. */
async function confClass(): Promise<ConfClass> {
  const require = createRequire(import.meta.url)
  const path = createRequire(require.resolve('electron-store')).resolve('conf')
  // Its own types are out of reach of this import; the two members above are all that is used.
  const module = (await import(pathToFileURL(path).href)) as { default: ConfClass }
  return module.default
}

/** The settings file as the app opens it, in a folder of the test's choice. */
export async function openAppSettings(folder: string): Promise<OpenedSettings> {
  const Conf = await confClass()
  return openSettingsFile({
    path: `${folder}/settings.json`,
    stamp: '1',
    open: () => {
      const store = new Conf({
        ...{ cwd: folder, configName: 'settings', projectName: 'callside' },
        ...{
          accessPropertiesByDotNotation: false,
          clearInvalidConfig: false,
          deserialize: settingsIn,
          configFileMode: 0o600
        }
      })
      return {
        read: () => ({ ...store.store }),
        write: (value) => {
          store.store = value
        }
      }
    }
  })
}
