// eslint-disable-next-line @typescript-eslint/no-require-imports -- a sandboxed preload is CommonJS
const { contextBridge, ipcRenderer } = require('electron')

const cyclic = { name: 'cyclic' }
cyclic.self = cyclic
const symbol = Symbol('kept')

contextBridge.exposeInMainWorld('api', {
  echo: (value) => ipcRenderer.invoke('echo', value),
  fail: () => ipcRenderer.invoke('fail'),
  whoami: () => ipcRenderer.invoke('whoami'),
  missing: () => ipcRenderer.invoke('nobody'),
  note: (text) => ipcRenderer.send('note', text),
  onNoted: (listener) => {
    const wrapped = (_event, text) => listener(text)
    ipcRenderer.on('noted', wrapped)
    return () => ipcRenderer.removeListener('noted', wrapped)
  },
  cyclic,
  nested: { list: [1, { deep: true }] },
  symbol,
  isSameSymbol: (other) => other === symbol,
  takes: (value) => typeof value,
  throwError: () => {
    throw new RangeError('too much')
  },
  throwText: () => {
    throw 'text'
  },
  sendSync: () => ipcRenderer.sendSync('note'),
  exposeTwice: () => contextBridge.exposeInMainWorld('api', {}),
  makeFunctions: (count) => Array.from({ length: count }, (_, at) => () => at),
  sandbox: [require, process, Buffer, global, setImmediate, clearImmediate, exports, module].map(
    (value) => typeof value
  )
})
