import { Hono } from 'hono'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { textLetter, send } from './sender.ts'
import type { Endpoint } from './endpoint.ts'
import type { Exchange, Serve } from './serve.ts'
import type { Clock } from '../clock.ts'

type Env = { Bindings: HttpBindings }

const basePath = '/agentgateway/resource'

/** The agent ids that the path patterns of the server let through. */
const isAgentId = (text: string): boolean =>
  /^[1-9]\d{2,5}$/.test(text) && Number(text) >= 101 && Number(text) <= 999_999

const page = (status: number, title: string): string =>
  `<!doctype html><html lang="en"><head><title>HTTP Status ${status}</title></head>` +
  `<body><h1>HTTP Status ${status} – ${title}</h1></body></html>`

/** Paths to calls. What fits none gets the HTML page of a Java application server. */
export function createRouter(
  endpoints: readonly Endpoint[],
  serve: Serve,
  clock: Clock
): Hono<Env> {
  const app = new Hono<Env>()

  const sendPage = async (env: HttpBindings, status: number, title: string): Promise<Response> => {
    const letter = textLetter(status, 'text/html;charset=utf-8', page(status, title))
    await send(env.outgoing, letter, { fault: null, clock })
    return RESPONSE_ALREADY_SENT
  }

  for (const endpoint of endpoints) {
    app.on(endpoint.method, basePath + endpoint.path, async (c) => {
      const params: Readonly<Record<string, string>> = c.req.param()
      const agentId = params['agentid'] ?? ''
      if (!isAgentId(agentId)) return sendPage(c.env, 404, 'Not Found')
      const exchange: Exchange = { ...c.env, agentId, params, query: (name) => c.req.query(name) }
      await serve(endpoint, exchange)
      return RESPONSE_ALREADY_SENT
    })
  }
  for (const path of new Set(endpoints.map((endpoint) => endpoint.path))) {
    app.all(basePath + path, (c) => sendPage(c.env, 405, 'Method Not Allowed'))
  }
  // A mistake of ours, answered as an application server answers its own.
  app.onError((_error, c) =>
    c.env.outgoing.headersSent ? RESPONSE_ALREADY_SENT : sendPage(c.env, 500, 'Internal Error')
  )
  app.notFound((c) => sendPage(c.env, 404, 'Not Found'))
  return app
}
