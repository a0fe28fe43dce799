import { parentPort, workerData } from 'node:worker_threads'
import { no, yes } from './raw-answers.ts'
import { startRawServer } from './raw-server.ts'

/** What the server of served-apart.ts says to every request. */
export type ApartAnswer = 'yes' | 'no' | 'nothing'

// The thread that started this one hands over what to say.
const says = workerData as ApartAnswer
const { origin, ca, requests, receivedBytes } = await startRawServer((_request, socket) => {
  if (says === 'yes') socket.end(yes())
  if (says === 'no') socket.end(no('100-006', 'not signed in'))
})
parentPort?.postMessage({ origin, ca })
parentPort?.on('message', () => {
  const seen = requests.map(({ method, target, headers }) => ({ method, target, headers }))
  parentPort?.postMessage({ seen, receivedBytes: receivedBytes() })
})
