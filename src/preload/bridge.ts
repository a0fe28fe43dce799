import type { IpcRenderer } from 'electron/renderer'
import { commandNames, eventNames, type CommandName, type EventName } from '../shared/ipc/names.ts'

type Wire = Pick<IpcRenderer, 'invoke' | 'on' | 'off'>

/** Two functions over a closed list of names: nothing else of Electron reaches a page. */
export function createBridge(wire: Wire) {
  return {
    invoke(name: CommandName, input?: unknown): Promise<unknown> {
      if (!commandNames.includes(name)) return Promise.reject(new Error('No such command'))
      return wire.invoke(name, input)
    },
    on(name: EventName, listener: (value: unknown) => void): () => void {
      if (!eventNames.includes(name)) throw new Error('No such event')
      // The Electron event stays here: it would hand the page a sender.
      const heard = (_event: unknown, value: unknown): void => {
        listener(value)
      }
      wire.on(name, heard)
      return () => {
        wire.off(name, heard)
      }
    }
  }
}
