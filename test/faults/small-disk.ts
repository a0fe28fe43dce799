import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** True where this account may mount a disk of its own: root on Linux, outside of most containers. */
export function mayMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  const probe = 'mount -t tmpfs -o size=1m tmpfs /mnt && umount /mnt'
  return spawnSync('unshare', ['-m', 'sh', '-c', probe], { stdio: 'ignore' }).status === 0
}

export interface SmallDisk {
  readonly folder: string
  /** Takes all the room that is left, to the last page. */
  fill(): void
  /** Goes on taking whatever becomes free, until {@link SmallDisk.empty}. */
  keepFull(): void
  /** Gives all of it back. */
  empty(): void
}

/** A disk of its own of so many MiB, in memory; it is gone with the test. */
export async function smallDisk(mebibytes: number): Promise<SmallDisk> {
  const folder = await mkdtemp(join(tmpdir(), 'callside-disk-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', folder])
  const filler = join(folder, 'filler')
  let timer: NodeJS.Timeout | undefined
  const empty = (): void => {
    clearInterval(timer)
    rmSync(filler, { force: true })
  }
  const fill = (): void => {
    const file = openSync(filler, 'a')
    try {
      for (const size of [1 << 20, 1 << 16, 1 << 12]) while (took(file, size));
    } finally {
      closeSync(file)
    }
  }
  onTestFinished(async () => {
    empty()
    // Lazily: a test that failed may have left a file open.
    execFileSync('umount', ['-l', folder])
    await rm(folder, { recursive: true, force: true })
  })
  return {
    folder,
    fill,
    keepFull() {
      fill()
      timer = setInterval(fill, 1)
    },
    empty
  }
}

/** False once not all of it found room. */
function took(file: number, size: number): boolean {
  try {
    return writeSync(file, Buffer.alloc(size)) === size
  } catch {
    return false
  }
}
