import assert from 'node:assert/strict'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { directLine } from '../../src/main/gateway/line-options.ts'
import { sendAtOnce } from '../../src/main/leaving/send-at-once.ts'
import type { Proof } from './proof.ts'

const thread = fileURLToPath(new URL('../../src/main/last-call-thread.ts', import.meta.url))
const server = new URL('../support/apart-server.ts', import.meta.url)

/** Windows may end a process as soon as it has handled the end of the session. */
export const leavingProofs: readonly Proof[] = [
  {
    name: 'a request is sent and answered while the thread that asks stands still',
    show: async () => {
      const gateway = new Worker(server, { workerData: 'yes' })
      try {
        // What apart-server.ts posts first.
        const [{ origin, ca }] = (await once(gateway, 'message')) as [
          { origin: string; ca: string[] }
        ]
        let turned = false
        setImmediate(() => (turned = true))
        const url = `${origin}/forcelogout`
        const request = { method: 'DELETE', url, headers: {}, line: directLine(ca) } as const
        const { status, body } = sendAtOnce(thread, request, 15_000)
        assert.equal(turned, false)
        assert.equal(status, 200)
        assert.match(body.toString(), /"retcode":"0"/)
      } finally {
        await gateway.terminate()
      }
    }
  }
]
