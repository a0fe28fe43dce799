// A tiny app for the specs of the stand-in: plain JavaScript, so that nothing has to be built.
import { app, BrowserWindow, ipcMain, Menu, nativeImage, protocol, session, Tray } from 'electron'
import { join } from 'node:path'
import { answerRequest } from './protocol-handler.js'

protocol.registerSchemesAsPrivileged([
  {
    scheme: 'app',
    privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true }
  }
])

const seen = { requests: [], seconds: [], navigations: [], opened: [], crashed: [] }
globalThis.fixture = { seen, openWindow }

if (!app.requestSingleInstanceLock({ from: 'fixture' })) {
  process.stdout.write('not the first\n')
  app.quit()
} else {
  app.on('second-instance', (_event, ...details) => {
    const [argv, workingDirectory, additionalData] = details
    seen.seconds.push({ argv, workingDirectory, additionalData })
  })
  app.on('window-all-closed', () => app.quit())
  app.whenReady().then(start)
}

function start() {
  prepareSession(session.defaultSession, 'default')
  prepareSession(session.fromPartition('other'), 'other')
  const tray = new Tray(nativeImage.createEmpty())
  tray.setToolTip('Fixture')
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { label: 'Open', click: () => BrowserWindow.getAllWindows()[0]?.show() },
      { type: 'separator' },
      { label: 'More', submenu: [{ label: 'Quit', click: () => app.quit() }] },
      { label: 'Off', enabled: false }
    ])
  )
  globalThis.fixture.tray = tray
  ipcMain.handle('echo', (_event, value) => value)
  ipcMain.handle('fail', () => {
    throw new TypeError('no such thing')
  })
  ipcMain.handle('whoami', (event) => ({
    origin: event.senderFrame.origin,
    url: event.senderFrame.url,
    isTop: event.senderFrame.parent === null,
    sameSender: BrowserWindow.fromWebContents(event.sender) !== null
  }))
  ipcMain.on('note', (event, text) => event.reply('noted', text))
  openWindow({ width: 900, height: 600 })
}

function prepareSession(target, label) {
  target.protocol.handle('app', (request) => answerRequest(request, { label }))
  target.webRequest.onBeforeRequest((details, callback) => {
    seen.requests.push(`${details.resourceType} ${details.url}`)
    callback({ cancel: !details.url.startsWith('app://') })
  })
  target.setPermissionRequestHandler((_contents, _permission, callback) => callback(false))
  target.setPermissionCheckHandler(() => false)
}

function openWindow({ page, partition, ...options } = {}) {
  const window = new BrowserWindow({
    ...options,
    show: false,
    webPreferences: {
      preload: join(import.meta.dirname, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      ...(partition === undefined ? {} : { partition })
    }
  })
  window.webContents.setWindowOpenHandler(({ url }) => {
    seen.opened.push(url)
    return { action: 'deny' }
  })
  window.webContents.on('will-navigate', (event, url) => {
    seen.navigations.push(url)
    event.preventDefault()
  })
  window.webContents.on('render-process-gone', (_event, details) => seen.crashed.push(details))
  window.once('ready-to-show', () => window.show())
  window.loadURL(`app://fixture/${page ?? 'index.html'}`)
  return window
}
