// Makes the global namespace `Electron` known to the compiler; nothing is imported.
import type {} from 'electron'
import type { EventName } from './typing/events.ts'

/** The official type of each object that is offered, by its name in electron.d.ts. */
export interface Official {
  App: Electron.App
  AutoUpdater: Electron.AutoUpdater
  BrowserWindow: Electron.BrowserWindow
  Clipboard: Electron.Clipboard
  CommandLine: Electron.CommandLine
  ContextBridge: Electron.ContextBridge
  Dialog: Electron.Dialog
  GlobalShortcut: Electron.GlobalShortcut
  IpcMain: Electron.IpcMain
  IpcRenderer: Electron.IpcRenderer
  Menu: Electron.Menu
  MenuItem: Electron.MenuItem
  NativeImage: Electron.NativeImage
  NativeTheme: Electron.NativeTheme
  Notification: Electron.Notification
  ParentPort: Electron.ParentPort
  PowerMonitor: Electron.PowerMonitor
  Protocol: Electron.Protocol
  SafeStorage: Electron.SafeStorage
  Screen: Electron.Screen
  Session: Electron.Session
  Shell: Electron.Shell
  Tray: Electron.Tray
  UtilityProcess: Electron.UtilityProcess
  WebContents: Electron.WebContents
  WebFrameMain: Electron.WebFrameMain
  WebRequest: Electron.WebRequest
}
export type OfferedName = keyof Official

// prettier-ignore
/** Every instance member that exists. The proxies are built from this table, and the compiler checks it. */
export const offeredMembers = {
  App: [
    'whenReady', 'isReady', 'quit', 'exit', 'relaunch', 'focus', 'requestSingleInstanceLock',
    'hasSingleInstanceLock', 'releaseSingleInstanceLock', 'getPath', 'setPath', 'getVersion',
    'getName', 'setName', 'name', 'getLocale', 'getSystemLocale', 'getPreferredSystemLanguages',
    'getAppPath', 'isPackaged', 'enableSandbox', 'setAppUserModelId', 'commandLine'
  ],
  AutoUpdater: [],
  BrowserWindow: [
    'id', 'webContents', 'loadURL', 'show', 'hide', 'showInactive', 'focus', 'blur', 'isFocused',
    'isVisible', 'minimize', 'isMinimized', 'restore', 'maximize', 'unmaximize', 'isMaximized',
    'close', 'destroy', 'isDestroyed', 'getBounds', 'setBounds', 'getNormalBounds', 'setSize',
    'getSize', 'setTitle', 'getTitle', 'setMenu', 'removeMenu', 'setMenuBarVisibility',
    'setContentProtection', 'setProgressBar', 'flashFrame'
  ],
  Clipboard: ['writeText', 'readText', 'clear'],
  CommandLine: ['appendSwitch', 'hasSwitch', 'getSwitchValue', 'appendArgument'],
  ContextBridge: ['exposeInMainWorld'],
  Dialog: ['showMessageBox', 'showOpenDialog', 'showSaveDialog', 'showErrorBox'],
  GlobalShortcut: ['register', 'unregister', 'unregisterAll', 'isRegistered'],
  IpcMain: ['handle', 'handleOnce', 'removeHandler'],
  IpcRenderer: ['invoke', 'send', 'on', 'once', 'off', 'removeListener', 'removeAllListeners'],
  Menu: ['items', 'append', 'getMenuItemById', 'popup', 'closePopup'],
  MenuItem: [
    'id', 'label', 'sublabel', 'toolTip', 'type', 'role', 'accelerator', 'enabled', 'visible',
    'checked', 'icon', 'submenu', 'click'
  ],
  NativeImage: [
    'isEmpty', 'toPNG', 'toDataURL', 'getSize', 'resize', 'setTemplateImage', 'addRepresentation'
  ],
  NativeTheme: [
    'shouldUseDarkColors', 'shouldUseDarkColorsForSystemIntegratedUI', 'themeSource'
  ],
  Notification: ['show', 'close', 'title', 'body'],
  ParentPort: ['postMessage'],
  PowerMonitor: [],
  Protocol: ['registerSchemesAsPrivileged', 'handle', 'unhandle', 'isProtocolHandled'],
  SafeStorage: [
    'isAsyncEncryptionAvailable', 'encryptStringAsync', 'decryptStringAsync',
    'getSelectedStorageBackend'
  ],
  Screen: ['getPrimaryDisplay', 'getAllDisplays', 'getDisplayMatching'],
  Session: [
    'protocol', 'webRequest', 'setPermissionRequestHandler', 'setPermissionCheckHandler',
    'setDevicePermissionHandler', 'resolveProxy', 'setProxy'
  ],
  Shell: ['showItemInFolder', 'trashItem', 'openExternal', 'openPath', 'beep'],
  Tray: [
    'setToolTip', 'setImage', 'setTitle', 'setContextMenu', 'popUpContextMenu', 'destroy',
    'isDestroyed'
  ],
  UtilityProcess: ['postMessage', 'kill', 'pid', 'stdout', 'stderr'],
  WebContents: [
    'id', 'session', 'mainFrame', 'send', 'getURL', 'isDestroyed', 'isLoading', 'isCrashed',
    'reload', 'executeJavaScript', 'close', 'openDevTools', 'setWindowOpenHandler'
  ],
  WebFrameMain: ['origin', 'url', 'parent', 'top'],
  WebRequest: ['onBeforeRequest']
} as const satisfies { [N in OfferedName]: readonly (keyof Official[N])[] }

/** What a host class has to implement. */
export type Offered<N extends OfferedName> = Pick<
  Official[N],
  Extract<(typeof offeredMembers)[N][number], keyof Official[N]>
>

/** Objects of which classes are handed out, with the statics that exist. */
export interface OfficialStatics {
  BrowserWindow: typeof Electron.BrowserWindow
  Menu: typeof Electron.Menu
  NativeImage: typeof Electron.NativeImage
  Notification: typeof Electron.Notification
  Session: typeof Electron.Session
  UtilityProcess: typeof Electron.UtilityProcess
  WebContents: typeof Electron.WebContents
}

// prettier-ignore
export const offeredStatics = {
  BrowserWindow: ['getAllWindows', 'fromWebContents', 'fromId', 'getFocusedWindow'],
  Menu: ['buildFromTemplate', 'setApplicationMenu', 'getApplicationMenu'],
  NativeImage: ['createEmpty', 'createFromPath', 'createFromBuffer', 'createFromDataURL'],
  Notification: ['isSupported'],
  Session: ['defaultSession', 'fromPartition'],
  UtilityProcess: ['fork'],
  WebContents: ['getAllWebContents', 'fromId', 'fromDevToolsTargetId']
} as const satisfies { [N in keyof OfficialStatics]: readonly (keyof OfficialStatics[N])[] }

export type OfferedStatics<N extends keyof OfficialStatics> = Pick<
  OfficialStatics[N],
  Extract<(typeof offeredStatics)[N][number], keyof OfficialStatics[N]>
>

// prettier-ignore
/** The events that may be listened to. Those marked "fired by a test" in the README never come by themselves. */
export const offeredEvents = {
  App: [
    'ready', 'second-instance', 'window-all-closed', 'before-quit', 'will-quit', 'quit',
    'activate', 'web-contents-created', 'browser-window-created', 'render-process-gone',
    'child-process-gone', 'session-created'
  ],
  AutoUpdater: ['before-quit-for-update'],
  BrowserWindow: [
    'close', 'closed', 'ready-to-show', 'show', 'hide', 'focus', 'blur', 'minimize', 'restore',
    'maximize', 'unmaximize', 'move', 'resize', 'page-title-updated', 'query-session-end',
    'session-end'
  ],
  Menu: ['menu-will-show', 'menu-will-close'],
  NativeTheme: ['updated'],
  Notification: ['show', 'click', 'close', 'failed'],
  ParentPort: ['message'],
  PowerMonitor: ['suspend', 'resume', 'lock-screen', 'unlock-screen', 'shutdown', 'on-ac', 'on-battery'],
  Screen: ['display-added', 'display-removed', 'display-metrics-changed'],
  Tray: ['click', 'double-click', 'right-click'],
  UtilityProcess: ['spawn', 'message', 'exit', 'error'],
  WebContents: [
    'will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview', 'did-navigate',
    'did-start-loading', 'did-stop-loading', 'dom-ready', 'did-finish-load', 'did-fail-load',
    'render-process-gone', 'unresponsive', 'responsive', 'preload-error', 'destroyed',
    'console-message', 'did-create-window'
  ]
} as const satisfies { [N in OfferedName]?: readonly EventName<Official[N]>[] }

// prettier-ignore
/** The names that `import ... from 'electron'` gives in main. */
export const offeredModules = [
  'app', 'autoUpdater', 'BrowserWindow', 'clipboard', 'dialog', 'globalShortcut', 'ipcMain', 'Menu', 'MenuItem',
  'nativeImage', 'nativeTheme', 'Notification', 'powerMonitor', 'protocol', 'safeStorage', 'screen',
  'session', 'shell', 'Tray', 'utilityProcess', 'webContents'
] as const satisfies readonly (keyof typeof Electron.CrossProcessExports)[]
export type OfferedModule = (typeof offeredModules)[number]

type OtherModule = Exclude<keyof typeof Electron.CrossProcessExports, OfferedModule>

// prettier-ignore
/** Every other name of the module: importing one works, using it throws with its name. */
const otherModules: Record<OtherModule, true> = {
  BaseWindow: true, BrowserView: true, ClipboardItem: true,
  contentTracing: true, contextBridge: true, crashReporter: true, desktopCapturer: true,
  ImageView: true, inAppPurchase: true, ipcRenderer: true, IpcMainServiceWorker: true,
  LanguageModelUtility: true, localAIHandler: true, MessageChannelMain: true, net: true,
  netLog: true, parentPort: true, powerSaveBlocker: true, pushNotifications: true,
  sharedTexture: true, ShareMenu: true, systemPreferences: true, TouchBar: true, View: true,
  WebContentsView: true, webFrame: true, webFrameMain: true, WebSocket: true, webUtils: true
}
export const unofferedModules = Object.keys(otherModules)
