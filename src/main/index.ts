import { app } from 'electron/main'
import { join } from 'node:path'
import { startApp } from './app.ts'
import { declareAppScheme } from './platform/app-scheme.ts'
import { readHost } from './platform/host.ts'
import { forgetNodeVariables } from './platform/parent-port.ts'

forgetNodeVariables()
app.enableSandbox()
declareAppScheme()

if (app.requestSingleInstanceLock()) {
  // Not awaited here: Electron is ready only after this module has been evaluated.
  void app.whenReady().then(() => {
    const { show } = startApp(readHost(), join(import.meta.dirname, '..'))
    app.on('second-instance', show)
    app.on('activate', show)
  })
} else {
  app.quit()
}
