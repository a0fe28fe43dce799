import { contextBridge, ipcRenderer } from 'electron/renderer'
import { createBridge } from './bridge.ts'

contextBridge.exposeInMainWorld('callside', createBridge(ipcRenderer))
