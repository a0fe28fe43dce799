import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Offered } from '../offered.ts'
import { official } from '../typing/official.ts'

type Backend = ReturnType<Electron.SafeStorage['getSelectedStorageBackend']>

export interface SafeStorageParts {
  userData: () => string
  isReady: () => boolean
  /** What the app is told; the key is a plain file whatever this says. */
  backend: Backend
}

/** The back end that an environment variable names; `basic_text` where it names none. */
export function readBackend(name: string | undefined): Backend {
  const known: readonly Backend[] = ['gnome_libsecret', 'kwallet', 'kwallet5', 'kwallet6']
  return known.find((backend) => backend === name) ?? 'basic_text'
}

const [prefix, nonceBytes, tagBytes, keyBytes] = [Buffer.from('v10'), 12, 16, 32]

/** `safeStorage`, asynchronous calls only: AES-256-GCM with a key in a file (0600) under userData. */
export class HostSafeStorage implements Offered<'SafeStorage'> {
  readonly official = official('SafeStorage', this, 'safeStorage')
  readonly #parts: SafeStorageParts
  #key: Promise<Buffer> | null = null

  constructor(parts: SafeStorageParts) {
    this.#parts = parts
  }

  getSelectedStorageBackend(): Backend {
    return this.#parts.isReady() ? this.#parts.backend : 'unknown'
  }
  isAsyncEncryptionAvailable(): Promise<boolean> {
    return Promise.resolve(this.#parts.isReady())
  }

  async encryptStringAsync(plainText: string): Promise<Buffer> {
    const nonce = randomBytes(nonceBytes)
    const cipher = createCipheriv('aes-256-gcm', await this.#readKey(), nonce)
    const text = Buffer.concat([cipher.update(plainText, 'utf8'), cipher.final()])
    return Buffer.concat([prefix, nonce, text, cipher.getAuthTag()])
  }

  async decryptStringAsync(encrypted: Buffer): Promise<Electron.DecryptStringAsyncReturnValue> {
    const start = prefix.length + nonceBytes
    const isOurs = encrypted.subarray(0, prefix.length).equals(prefix)
    if (!isOurs || encrypted.length < start + tagBytes) {
      throw new Error('Error while decrypting the ciphertext provided to safeStorage.')
    }
    const nonce = encrypted.subarray(prefix.length, start)
    const decipher = createDecipheriv('aes-256-gcm', await this.#readKey(), nonce)
    decipher.setAuthTag(encrypted.subarray(-tagBytes))
    const text = [decipher.update(encrypted.subarray(start, -tagBytes)), decipher.final()]
    return { shouldReEncrypt: false, result: Buffer.concat(text).toString('utf8') }
  }

  #readKey(): Promise<Buffer> {
    if (!this.#parts.isReady()) throw new Error('safeStorage cannot be used before app is ready')
    this.#key ??= readOrMakeKey(this.#parts.userData())
    return this.#key
  }
}

async function readOrMakeKey(userData: string): Promise<Buffer> {
  const path = join(userData, 'stand-in-safe-storage.key')
  try {
    return await readFile(path)
  } catch {
    await mkdir(userData, { recursive: true })
    const key = randomBytes(keyBytes)
    await writeFile(path, key, { mode: 0o600, flag: 'wx' })
    return key
  }
}
