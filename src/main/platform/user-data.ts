import { app } from 'electron/main'
import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { moveUserData, userDataInForce, type UserDataInForce } from '../user-data/move-user-data.ts'
import { userDataPlace } from '../user-data/user-data-place.ts'

/** Where this user's data are, and whether they last. */
export interface SettledUserData extends UserDataInForce {
  /** False where `folder` is a substitute that is forgotten: the folder itself could not be made. */
  readonly lasting: boolean
}

/**
 * Settles where this user's data are. To be called before the single-instance lock and before
 * Electron is ready: both read the folder. `mayMove` is false for who only looks, beside a running app.
 */
export function settleUserData(mayMove: boolean): SettledUserData {
  const standard = standardFolder()
  if (standard === null) {
    const folder = mkdtempSync(join(tmpdir(), 'callside-'))
    app.setPath('userData', folder)
    return { folder, notMoved: null, lasting: false }
  }
  return { ...settled(standard, mayMove), lasting: true }
}

/** Null where it can neither be found nor made; Electron throws then, and would end with it. */
function standardFolder(): string | null {
  try {
    return app.getPath('userData')
  } catch {
    return null
  }
}

function settled(standard: string, mayMove: boolean): UserDataInForce {
  const place = userDataPlace({
    platform: process.platform,
    env: process.env,
    appName: app.getName(),
    standard,
    given: app.commandLine.hasSwitch('user-data-dir')
  })
  if (place.folder === standard) return { folder: standard, notMoved: null }
  const inForce = mayMove ? moveUserData(place) : { folder: userDataInForce(place), notMoved: null }
  try {
    // Electron takes only a folder that is there.
    mkdirSync(inForce.folder, { recursive: true, mode: 0o700 })
    app.setPath('userData', inForce.folder)
    return inForce
  } catch {
    return { folder: standard, notMoved: 'failed' }
  }
}
