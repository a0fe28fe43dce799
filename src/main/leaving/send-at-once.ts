import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads'
import { AppError, type ErrorCode } from '../../shared/errors.ts'
import type { Answer } from '../gateway/answer.ts'
import type { LentRequest } from '../gateway/lent-request.ts'
import { guarded } from '../guard.ts'

/** What the thread is given: memory of this process, never an argument, a variable or a file. */
export interface Handed {
  readonly request: LentRequest
  readonly withinMs: number
  /** Takes one {@link Told}. */
  readonly port: MessagePort
  /** Set to 1 once `port` has it: what the main thread sleeps on. */
  readonly done: Int32Array
}

/** What the thread says, once. */
export type Told = { readonly answer: Answer } | { readonly code: ErrorCode }

/**
 * Has a thread (the built entry `thread`) send the request, and stands still until its answer is there
 * or `withinMs` are over: a system that ends the process as soon as a handler has returned waits so
 * long. The thread's start, its modules and its sockets need nothing of this thread's event loop.
 *
 * @throws AppError where no answer came
 */
export function sendAtOnce(thread: string, request: LentRequest, withinMs: number): Answer {
  const { port1: here, port2: port } = new MessageChannel()
  const done = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  const handed: Handed = { request, withinMs, port, done }
  const worker = new Worker(thread, {
    workerData: handed,
    transferList: [port],
    // Nothing of this process's environment decides how it connects, and what it prints nobody reads:
    // it could name hosts.
    env: {},
    argv: [],
    execArgv: [],
    stdin: false,
    stdout: true,
    stderr: true
  })
  // Without a listener its end by an error would be a fault of ours as well: no answer says it.
  worker.on(
    'error',
    guarded(() => undefined)
  )
  // It ends by itself when its time is over, and keeps nobody from going.
  worker.unref()
  Atomics.wait(done, 0, 0, withinMs)
  // What came is what the thread of this very file's type has sent.
  const told = receiveMessageOnPort(here)?.message as Told | undefined
  here.close()
  if (told === undefined) {
    throw new AppError('could-not-ask:timeout', 'The last request was not answered in its time')
  }
  if ('code' in told) throw new AppError(told.code, `The last request failed: ${told.code}`)
  // A Buffer crosses as plain bytes.
  return { ...told.answer, body: Buffer.from(told.answer.body) }
}
