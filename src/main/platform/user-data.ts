import { app } from 'electron/main'
import { mkdirSync } from 'node:fs'
import { moveUserData, userDataInForce, type UserDataInForce } from '../user-data/move-user-data.ts'
import { userDataPlace } from '../user-data/user-data-place.ts'

/**
 * Settles where this user's data are. To be called before the single-instance lock and before
 * Electron is ready: both read the folder. `mayMove` is false for who only looks, beside a running app.
 */
export function settleUserData(mayMove: boolean): UserDataInForce {
  const standard = app.getPath('userData')
  const place = userDataPlace({
    platform: process.platform,
    env: process.env,
    appName: app.getName(),
    standard,
    given: app.commandLine.hasSwitch('user-data-dir')
  })
  if (place.folder === standard) return { folder: standard, notMoved: null }
  const settled = mayMove ? moveUserData(place) : { folder: userDataInForce(place), notMoved: null }
  try {
    // Electron takes only a folder that is there.
    mkdirSync(settled.folder, { recursive: true, mode: 0o700 })
    app.setPath('userData', settled.folder)
    return settled
  } catch {
    return { folder: standard, notMoved: 'failed' }
  }
}
