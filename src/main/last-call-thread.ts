import { workerData } from 'node:worker_threads'
import { AppError } from '../shared/errors.ts'
import { systemClock as clock } from './clock.ts'
import { spreadNet } from './faults/process-net.ts'
import { sendLent } from './gateway/lent-call.ts'
import type { Handed, Told } from './leaving/send-at-once.ts'

// The entry of the thread that sends the last request while main stands still. It knows no gateway and
// no Electron, and keeps nothing.
// What it is given is what sendAtOnce hands over.
const { request, withinMs, port, done } = workerData as Handed

const tell = (told: Told): void => {
  port.postMessage(told)
  Atomics.store(done, 0, 1)
  Atomics.notify(done, 0)
  port.close()
}
const fail = (thrown: unknown): void => {
  tell({ code: AppError.from(thrown).code })
}

spreadNet(fail)
const options = { clock, headMs: withinMs, signal: AbortSignal.timeout(withinMs) }
sendLent(request, options).then((answer) => {
  tell({ answer })
}, fail)
