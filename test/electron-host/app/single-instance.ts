import {
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  watch,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** What a second instance tells the first. */
export interface SecondInstance {
  argv: string[]
  workingDirectory: string
  additionalData: unknown
}

export interface InstanceLock {
  /** Takes the lock of `userData`; where another process has it, tells that one and gives false. */
  request: (userData: string, me: SecondInstance) => boolean
  isHeld: () => boolean
  release: () => void
}

/**
 * One process for each userData directory. The lock is an exclusive SQLite transaction, so the
 * system lets it go when its process is killed; messages are files in a directory that the holder
 * watches, written before `request` returns, because the second instance ends right after it.
 */
export function createInstanceLock(onSecond: (second: SecondInstance) => void): InstanceLock {
  let held: { database: DatabaseSync; stop: () => void } | null = null

  function request(userData: string, me: SecondInstance): boolean {
    if (held !== null) return true
    const inbox = join(userData, 'stand-in-instance')
    try {
      mkdirSync(inbox, { recursive: true, mode: 0o700 })
    } catch {
      // As seen with 33.2.1: no lock in a folder that takes none, and no word.
      return false
    }
    const database = tryLock(userData)
    if (database === null) {
      leaveMessage(inbox, me)
      return false
    }
    for (const file of readdirSync(inbox)) rmSync(join(inbox, file))
    held = { database, stop: watchInbox(inbox, onSecond) }
    return true
  }

  function release(): void {
    held?.stop()
    held?.database.close()
    held = null
  }

  return { request, isHeld: () => held !== null, release }
}

function tryLock(userData: string): DatabaseSync | null {
  const database = new DatabaseSync(join(userData, 'stand-in-instance.lock'))
  try {
    database.exec('PRAGMA busy_timeout = 0; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
    return database
  } catch {
    database.close()
    return null
  }
}

function leaveMessage(inbox: string, me: SecondInstance): void {
  const draft = join(inbox, `${process.pid}.draft`)
  writeFileSync(draft, JSON.stringify(me), { mode: 0o600 })
  // The holder reads only whole messages: renaming is one step.
  renameSync(draft, join(inbox, `${process.pid}-${Date.now()}.json`))
}

function watchInbox(inbox: string, onSecond: (second: SecondInstance) => void): () => void {
  function readMessages(): void {
    for (const file of readdirSync(inbox).filter((name) => name.endsWith('.json'))) {
      const path = join(inbox, file)
      // `leaveMessage` of the same stand-in wrote it.
      const second = JSON.parse(readFileSync(path, 'utf8')) as SecondInstance
      rmSync(path)
      onSecond(second)
    }
  }
  const watcher = watch(inbox, readMessages)
  watcher.unref()
  watcher.on('error', () => undefined)
  return () => {
    watcher.close()
  }
}
