import { EventEmitter } from 'node:events'
import type { Offered } from './offered.ts'
import { official } from './typing/official.ts'

type Handler = (event: Electron.IpcMainInvokeEvent, ...args: unknown[]) => unknown

/** `ipcMain`: listeners by channel, and one handler for each invoked channel. */
export class HostIpcMain extends EventEmitter implements Offered<'IpcMain'> {
  readonly official: Electron.IpcMain
  readonly #handlers = new Map<string, Handler>()

  constructor() {
    super()
    this.official = official('IpcMain', this, 'ipcMain')
  }

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`)
    }
    this.#handlers.set(channel, handler)
  }

  handleOnce(channel: string, handler: Handler): void {
    this.handle(channel, (event, ...args) => {
      this.removeHandler(channel)
      return handler(event, ...args)
    })
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel)
  }

  /** The host's: what the handler says to an invoke. */
  answer(channel: string, event: Electron.IpcMainInvokeEvent, args: unknown[]): unknown {
    const handler = this.#handlers.get(channel)
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`)
    return handler(event, ...args)
  }
}
