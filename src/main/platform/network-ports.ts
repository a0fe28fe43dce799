import { safeStorage, session } from 'electron/main'
import type { NetworkPorts } from '../network/network-parts.ts'

/**
 * The system's proxies and its key store. Only the asynchronous calls of safeStorage are used; on
 * Linux without a keyring it would keep the key as plain text beside what it protects, so there
 * nothing is kept.
 */
export const networkPorts: NetworkPorts = {
  resolveProxy: (url) => session.defaultSession.resolveProxy(url),
  box: {
    available: async () => {
      const plain = process.platform === 'linux' && hasPlainBackend()
      if (plain) return false
      // A keyring that is locked or gone is none.
      return safeStorage.isAsyncEncryptionAvailable().catch(() => false)
    },
    seal: async (text) => (await safeStorage.encryptStringAsync(text)).toString('base64'),
    open: async (sealed) => {
      const { result } = await safeStorage.decryptStringAsync(Buffer.from(sealed, 'base64'))
      return result
    }
  }
}

const hasPlainBackend = (): boolean =>
  ['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())
