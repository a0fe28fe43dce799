// Loaded before the script of a utility process: gives it `process.parentPort` and hides fork's own channel.
import { EventEmitter } from 'node:events'
import { registerElectronModule } from '../boot/module-hooks.ts'
import { offer, NotOfferedError } from '../typing/offer.ts'
import { offeredEvents, offeredMembers } from '../offered.ts'

/** The way to the host, which the script itself must not see as `process.send`. */
function takeChannel(): (message: unknown) => void {
  const send = process.send?.bind(process)
  if (send === undefined) throw new Error('Electron stand-in: this is not a utility process')
  Object.defineProperty(process, 'send', { value: undefined })
  // A message after the host's end has nobody to reach.
  return (message) => send(message, undefined, undefined, () => undefined)
}

class HostParentPort extends EventEmitter {
  readonly #send: (message: unknown) => void
  #waiting: unknown[] = []

  constructor(send: (message: unknown) => void) {
    super()
    this.#send = send
  }

  /** Messages wait until somebody listens, as in Electron. */
  receive(data: unknown): void {
    if (this.listenerCount('message') === 0) this.#waiting.push(data)
    else this.emit('message', { data, ports: [] })
  }
  deliverWaiting(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const data of waiting) this.receive(data)
  }
  postMessage(message: unknown): void {
    this.#send(message)
  }
  /** Not in electron.d.ts, but there: listening starts the port anyway. */
  start(): void {
    this.deliverWaiting()
  }
}

const port = new HostParentPort(takeChannel())
process.on('message', (message) => {
  port.receive(message)
})
// The host died: its utility processes must not outlive it.
process.on('disconnect', () => {
  process.exit(1)
})
port.on('newListener', (event) => {
  if (event === 'message') {
    queueMicrotask(() => {
      port.deliverWaiting()
    })
  }
})

const parentPort = offer(port, {
  label: 'process.parentPort',
  members: [...offeredMembers.ParentPort, 'start'],
  events: offeredEvents.ParentPort
})
Object.defineProperty(process, 'parentPort', { value: parentPort, enumerable: true })
Object.defineProperty(process, 'type', { value: 'utility', enumerable: true })

const notHere = (name: string): object =>
  new Proxy(
    {},
    {
      get: (_, key) => {
        throw new NotOfferedError(`${name}.${String(key)} (in a utility process)`)
      }
    }
  )
registerElectronModule({ net: notHere('net'), systemPreferences: notHere('systemPreferences') })
