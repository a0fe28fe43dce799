import { app } from 'electron/main'
import { join } from 'node:path'
import { startWithNet } from './app-start.ts'
import { wantsDoctor } from './doctor/doctor-arguments.ts'
import { declareApp, endForRoot } from './platform/declare-app.ts'
import { endWith } from './platform/end-with.ts'
import { readHost } from './platform/host.ts'
import { forgetNodeVariables } from './platform/parent-port.ts'
import { settleUserData } from './platform/user-data.ts'
import { canBeWritten, launchOf } from './user-data/kept-data.ts'

forgetNodeVariables()

if (endForRoot()) {
  // Nothing is declared: Electron ends as soon as it is ready to.
} else if (wantsDoctor(process.argv)) {
  declareApp()
  const userData = settleUserData(false)
  // Without the lock: IT looks at a PC beside the app that an agent is working with.
  void endWith(async () => {
    const { runDoctor } = await import('./app-doctor.ts')
    return runDoctor(readHost({ ...userData, kept: userData.lasting }), process.argv)
  })
} else {
  // Before the lock, which lies in that folder.
  const userData = settleUserData(true)
  const { folder, lasting } = userData
  const locked = app.requestSingleInstanceLock()
  const launch = launchOf({ locked, lasting, writable: () => canBeWritten(folder) })
  if (launch === 'leave-to-other') {
    app.quit()
  } else {
    declareApp()
    // Not awaited here: Electron is ready only after this module has been evaluated.
    const kept = launch === 'start'
    void startWithNet({ ...userData, kept }, join(import.meta.dirname, '..'))
  }
}
