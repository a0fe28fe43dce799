import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, rm } from 'node:fs/promises'

/**
 * Empties a folder and has the system write out whatever it still holds back: else the bytes of one
 * contestant would be written during the next one's time.
 */
export async function emptied(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  if (process.platform === 'win32') return
  await once(spawn('sync', { stdio: 'ignore' }), 'exit')
}
