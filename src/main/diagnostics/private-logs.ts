import { chmodSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Makes the folder of the logs this account's alone, with what an older Callside left in it readable
 * by others. Windows keeps to the rights of the folder above. Never throws: the app goes on with the
 * log as it is.
 */
export function keepLogsPrivate(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    chmodSync(folder, 0o700)
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isFile()) chmodSync(join(folder, entry.name), 0o600)
    }
  } catch {
    // Another account's, or read-only.
  }
}
