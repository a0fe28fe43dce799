import { execFileSync } from 'node:child_process'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from './folders.ts'

/** Whether a test may mount a small disk of its own: root on Linux, and not locked in. */
export const mayMount = process.platform === 'linux' && process.getuid?.() === 0 && canMount()

function canMount(): boolean {
  try {
    execFileSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** A disk in memory, `options` as of `mount -o`; it goes with the test. */
export async function mountedFolder(options: string): Promise<string> {
  const folder = await temporaryFolder()
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder])
  onTestFinished(() => {
    // Lazily: a file in it may be closing still.
    execFileSync('umount', ['-l', folder])
  })
  return folder
}
