import { ipcMain } from 'electron/main'
import Store from 'electron-store'
import { settingsIn, type ObjectStore } from '../settings/settings-file.ts'

export const settingsFileName = 'settings.json'

/** The settings file through electron-store. Throws where the file cannot be parsed. */
export function openSettingsStore(): ObjectStore {
  const store = new Store<Record<string, unknown>>({
    name: 'settings',
    accessPropertiesByDotNotation: false,
    // A damaged file is ours to set aside; the library would empty it.
    clearInvalidConfig: false,
    deserialize: settingsIn,
    configFileMode: 0o600
  })
  // The library opens a channel of its own for renderers; ours have the contract and nothing else.
  ipcMain.removeAllListeners('electron-store-get-data')
  return {
    read: () => ({ ...store.store }),
    write: (value) => {
      store.store = value
    }
  }
}
