import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Control } from './control.ts'
import type { PracticeGateway } from './gateway.ts'
import type { Script } from './script.ts'

/** The members that can be called from another process: those whose values are plain data. */
const reachable = {
  control: [
    'fail',
    'heal',
    'fire',
    'counts',
    'underWay',
    'requests',
    'events',
    'answerCaptures',
    'dropSession',
    'rotateGuid',
    'guidOf',
    'goAway',
    'comeBack',
    'connections'
  ] satisfies (keyof Control)[],
  script: [
    'ringVoice',
    'ringH5',
    'talk',
    'record',
    'stopRecord',
    'confer',
    'hangUp',
    'drop',
    'requestConnect',
    'callOf',
    'sha256Of'
  ] satisfies (keyof Script)[]
}

export interface ControlServer {
  /** `http://127.0.0.1:<port>/<token>`: who has it controls the gateway and reads its secrets. */
  readonly url: string
  close(): Promise<void>
}

const isPart = (text: string): text is keyof typeof reachable => text in reachable

/** Calls a listed member with the arguments of the request. */
async function call(gateway: PracticeGateway, path: [string, string], args: unknown[]) {
  const [part, name] = path
  if (!isPart(part) || !(reachable[part] as string[]).includes(name)) return undefined
  // The list above holds methods only; their arguments are checked by nobody, as in a test.
  const target = gateway[part] as unknown as Record<string, (...args: unknown[]) => unknown>
  const result = await target[name]?.(...args)
  return { result: typeof result === 'function' ? null : (result ?? null) }
}

/**
 * The control interface for other processes of this computer:
 * `POST <url>/control/fail` with a JSON array of arguments answers `{"result": …}`.
 */
export async function serveControl(gateway: PracticeGateway): Promise<ControlServer> {
  const token = randomBytes(16).toString('hex')
  const app = new Hono()
  app.post(`/${token}/:part/:name`, async (c) => {
    try {
      const args: unknown = await c.req.json()
      const path: [string, string] = [c.req.param('part'), c.req.param('name')]
      const reply = await call(gateway, path, Array.isArray(args) ? args : [args])
      return reply === undefined ? c.json({ error: 'There is no such step' }, 404) : c.json(reply)
    } catch (thrown) {
      return c.json({ error: thrown instanceof Error ? thrown.message : 'Failed' }, 400)
    }
  })
  const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false })
  const server = createServer((incoming, outgoing) => void answer(incoming, outgoing))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // a TCP server has no other kind
  return {
    url: `http://127.0.0.1:${port}/${token}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      })
  }
}
