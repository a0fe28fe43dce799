import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import type { HostWebRequest } from './web-request.ts'

export interface NetworkGate {
  /** A request that webRequest has let through may now reach this host. */
  approve: (url: string) => void
  /** Address for Chromium, `127.0.0.1:port`. */
  open: () => Promise<string>
  close: () => void
}

/**
 * The only way from the pages of one session to a network: an HTTP proxy on loopback. DevTools
 * does not show every request (web sockets, workers, preconnects), so what it has not shown is
 * asked of webRequest here, as `wss://host:port/` where only host and port are known.
 */
export function createNetworkGate(owner: () => HostWebRequest | null): NetworkGate {
  const approved = new Set<string>()
  let server: Server | null = null

  async function mayReach(host: string, url: string): Promise<boolean> {
    const webRequest = owner()
    // The browser itself has no business on a network before a page is there.
    if (webRequest === null) return false
    if (!webRequest.hasListener || approved.has(host)) return true
    const details = { method: 'GET', referrer: '', uploadData: [] }
    const resourceType = url.startsWith('wss:') ? 'webSocket' : 'other'
    const verdict = await webRequest.ask({ ...details, url, resourceType })
    return verdict.cancel !== true && verdict.redirectURL === undefined
  }

  async function open(): Promise<string> {
    const opened = createServer((request, response) => {
      const url = request.url ?? ''
      void mayReach(hostOf(url), url).then((mayGo) => {
        if (mayGo) forward(request, response)
        else response.writeHead(403).end()
      })
    })
    opened.on('connect', (request: IncomingMessage, client: Duplex) => {
      const host = request.url ?? ''
      client.on('error', () => client.destroy())
      void mayReach(host, `wss://${host}/`).then((mayGo) => {
        if (mayGo) tunnel(host, client)
        else client.end('HTTP/1.1 403 Forbidden\r\n\r\n')
      })
    })
    server = opened
    await new Promise<void>((resolve) => opened.listen(0, '127.0.0.1', resolve))
    // A server that listens on a port has an AddressInfo.
    return `127.0.0.1:${(opened.address() as AddressInfo).port}`
  }

  return {
    approve: (url) => {
      approved.add(hostOf(url))
    },
    open,
    close: () => server?.close()
  }
}

/** `host:port`, as CONNECT names it. */
function hostOf(url: string): string {
  try {
    const { hostname, port, protocol } = new URL(url)
    const usual = protocol === 'https:' || protocol === 'wss:' ? '443' : '80'
    return `${hostname}:${port === '' ? usual : port}`
  } catch {
    return ''
  }
}

function forward(request: IncomingMessage, response: ServerResponse): void {
  const { method, url = '', headers } = request
  const onward = httpRequest(url, { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  onward.on('error', () => response.destroy())
  request.pipe(onward)
}

function tunnel(host: string, client: Duplex): void {
  const { hostname, port } = new URL(`http://${host}`)
  const server = connect(Number(port === '' ? 80 : port), hostname.replace(/^\[|\]$/g, ''), () => {
    client.write('HTTP/1.1 200 Connection established\r\n\r\n')
    server.pipe(client)
    client.pipe(server)
  })
  server.on('error', () => client.destroy())
  client.on('close', () => server.destroy())
}
