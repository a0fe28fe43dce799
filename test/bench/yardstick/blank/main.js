// The least that is an Electron app: one window with one page in it.
import { app, BrowserWindow } from 'electron/main'
import { join } from 'node:path'

void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1040, height: 640 })
  void window.loadFile(join(import.meta.dirname, 'index.html'))
})
app.on('window-all-closed', () => {
  app.quit()
})
