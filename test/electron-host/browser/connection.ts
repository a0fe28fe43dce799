import { EventEmitter } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import type { Command, EventName, EventPayload, Parameters, Result } from './protocol.ts'

/** One DevTools session: of the browser itself, or of one page. */
export interface CdpSession {
  readonly id: string | undefined
  send: <C extends Command>(command: C, parameters?: Parameters<C>) => Promise<Result<C>>
  /** Returns its undo. */
  on: <E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void) => () => void
}

export interface Connection {
  readonly browser: CdpSession
  session: (id: string) => CdpSession
  /** Fails every command that waits for an answer. */
  fail: (reason: string) => void
}

interface Message {
  id?: number
  method?: string
  params?: unknown
  result?: unknown
  error?: { message: string }
  sessionId?: string
}

interface Waiting {
  resolve: (result: unknown) => void
  reject: (error: Error) => void
}

/** Speaks the DevTools protocol over `--remote-debugging-pipe`: JSON messages that end in a zero byte. */
export function createConnection(input: Writable, output: Readable): Connection {
  const events = new EventEmitter().setMaxListeners(0)
  const waiting = new Map<number, Waiting>()
  const write = writeLater(input)
  let nextId = 1
  // A write after the browser's end is answered by `fail`.
  input.on('error', () => undefined)
  readMessages(output, (message) => {
    receive(message, waiting, events)
  })

  function session(id: string | undefined): CdpSession {
    const prefix = `${id ?? ''}:`
    return {
      id,
      send: (command, parameters) =>
        new Promise((resolve, reject) => {
          const messageId = nextId++
          // The protocol's own table says that the answer to C is a Result<C>.
          waiting.set(messageId, { resolve: resolve as (result: unknown) => void, reject })
          const text = JSON.stringify({
            id: messageId,
            method: command,
            params: parameters ?? {},
            sessionId: id
          })
          write(`${text}\0`)
        }),
      on: (event, listener) => {
        events.on(prefix + event, listener)
        return () => events.off(prefix + event, listener)
      }
    }
  }

  return {
    browser: session(undefined),
    session,
    fail: (reason) => {
      for (const { reject } of waiting.values()) reject(new Error(reason))
      waiting.clear()
    }
  }
}

/**
 * Writes in a turn of the event loop of its own. The inspector, through which tests evaluate in main,
 * interrupts JavaScript anywhere, also between a stream's write and Node's look at how it went, which
 * is one variable for all streams (`streamBaseState`). A write from within would change it: Node then
 * takes the outer one for done twice (ERR_MULTIPLE_CALLBACK) and closes the pipe.
 */
function writeLater(input: Writable): (text: string) => void {
  let waiting: string[] = []
  return (text) => {
    waiting.push(text)
    if (waiting.length > 1) return
    setImmediate(() => {
      const all = waiting.join('')
      waiting = []
      input.write(all)
    })
  }
}

function readMessages(output: Readable, receiveMessage: (message: Message) => void): void {
  let parts: Buffer[] = []
  output.on('data', (chunk: Buffer) => {
    let rest = chunk
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      parts.push(rest.subarray(0, end))
      // Chromium is the only writer of this pipe.
      const message = JSON.parse(Buffer.concat(parts).toString()) as Message
      parts = []
      rest = rest.subarray(end + 1)
      receiveMessage(message)
    }
    if (rest.length > 0) parts.push(rest)
  })
}

function receive(message: Message, waiting: Map<number, Waiting>, events: EventEmitter): void {
  if (message.id === undefined) {
    events.emit(`${message.sessionId ?? ''}:${message.method ?? ''}`, message.params)
    return
  }
  const caller = waiting.get(message.id)
  waiting.delete(message.id)
  if (message.error === undefined) caller?.resolve(message.result)
  else caller?.reject(new Error(message.error.message))
}
