import { replaceMember } from './members.ts'

/** What every Electron has; deprecated since there is better. */
interface SynchronousStorage {
  isEncryptionAvailable: () => boolean
  encryptString: (text: string) => Buffer
  decryptString: (sealed: Buffer) => string
}

/**
 * Gives `safeStorage` its asynchronous calls by the synchronous ones where they are missing (Electron
 * 33 has none; 45 does). There is no keyring under test: the key is the one that Chromium has built in.
 * `backend` is what the app is told, as on the stand-in.
 */
export function giveAsyncSafeStorage(
  safeStorage: Electron.SafeStorage,
  backend: string | undefined
): void {
  if (backend !== undefined) replaceMember(safeStorage, 'getSelectedStorageBackend', () => backend)
  if (Reflect.has(safeStorage, 'encryptStringAsync')) return
  const prepared = (): SynchronousStorage => {
    safeStorage.setUsePlainTextEncryption(true)
    return safeStorage
  }
  replaceMember(safeStorage, 'isAsyncEncryptionAvailable', async () =>
    Promise.resolve(prepared().isEncryptionAvailable())
  )
  replaceMember(safeStorage, 'encryptStringAsync', async (text: string) =>
    Promise.resolve(prepared().encryptString(text))
  )
  replaceMember(safeStorage, 'decryptStringAsync', async (sealed: Buffer) =>
    Promise.resolve({ shouldReEncrypt: false, result: prepared().decryptString(sealed) })
  )
}
