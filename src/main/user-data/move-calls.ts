import fs from 'node:fs'
import { errorNumber } from '../library/files/file-problem.ts'

/** What the moving does to the disk; a test can end it at each of them. */
export interface MoveCalls {
  readonly makeFolder: (path: string) => void
  /** A whole copy that a power cut does not take away. */
  readonly copy: (from: string, to: string) => void
  readonly write: (path: string, text: string) => void
  /** The target must not exist. */
  readonly rename: (from: string, to: string) => void
  /** With everything in it; nothing there is fine. */
  readonly remove: (path: string) => void
}

/** Scanners let go of what was just written within this time. */
const lockedForMs = 3_000
const stepMs = 50
const lockNumbers = new Set(['EBUSY', 'EPERM', 'EACCES'])

/** All at once: the app has not begun, and nothing else can be done before it knows its folder. */
export const realMoveCalls: MoveCalls = {
  makeFolder: (path) => {
    fs.mkdirSync(path, { recursive: true, mode: 0o700 })
  },
  copy: (from, to) => {
    fs.copyFileSync(from, to, fs.constants.COPYFILE_EXCL)
    flush(to)
    // The system reported no error, and still the size has the last word.
    if (fs.statSync(to).size !== fs.statSync(from).size) throw new Error('The copy was cut off')
  },
  write: (path, text) => {
    fs.writeFileSync(path, text, { mode: 0o600, flag: 'wx', flush: true })
  },
  rename: (from, to) => {
    untilUnlocked(() => {
      fs.renameSync(from, to)
    })
  },
  remove: (path) => {
    fs.rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: stepMs })
  }
}

function flush(path: string): void {
  const file = fs.openSync(path, 'r+')
  try {
    fs.fsyncSync(file)
  } finally {
    fs.closeSync(file)
  }
}

function untilUnlocked(doing: () => void): void {
  const pause = new Int32Array(new SharedArrayBuffer(4))
  for (let waited = 0; ; waited += stepMs) {
    try {
      doing()
      return
    } catch (thrown) {
      const locked = lockNumbers.has(errorNumber(thrown))
      if (!locked || waited >= lockedForMs) throw thrown
    }
    Atomics.wait(pause, 0, 0, stepMs)
  }
}
