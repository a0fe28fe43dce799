import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { Server } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { ServerCertificate } from '../certificate.ts'

/** The HTTPS port on 127.0.0.1, which can go away and come back. */
export interface Listener {
  readonly port: number
  /** Stops listening and drops every connection, as a gateway does that dies. */
  goAway(): Promise<void>
  /** Listens again on the same port. */
  comeBack(): Promise<void>
  /** Shows another certificate from now on; open connections stay as they are. */
  show(certificate: ServerCertificate): void
  /** How many connections are open. */
  connections(): Promise<number>
}

interface Deps {
  certificate: ServerCertificate
  /** 0 takes a free one. */
  port: number
  answer: (incoming: IncomingMessage, outgoing: ServerResponse) => void
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      const address = server.address() as AddressInfo // a TCP server has no other kind
      resolve(address.port)
    })
  })
}

const tlsOf = ({ keyPem: key, certificatePem: cert }: ServerCertificate) =>
  ({ key, cert, minVersion: 'TLSv1.2' }) as const

/** @throws the system's error when the port is taken or not allowed. */
export async function createListener({ certificate, port, answer }: Deps): Promise<Listener> {
  let shown = tlsOf(certificate)
  // Also those whose handshake is under way: the server itself does not know them yet.
  const sockets = new Set<Socket>()
  const begin = async (at: number): Promise<{ server: Server; port: number }> => {
    const server = createServer(shown, answer)
    server.on('connection', (socket: Socket) => {
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
    })
    // Longer than the pause of any client between polls, so that no request meets a closing socket.
    server.keepAliveTimeout = 60_000
    return { server, port: await listen(server, at) }
  }
  const first = await begin(port)
  let server: Server | null = first.server

  return {
    port: first.port,
    goAway: () =>
      new Promise((resolve) => {
        const leaving = server
        server = null
        if (leaving === null) {
          resolve()
          return
        }
        leaving.close(() => {
          resolve()
        })
        for (const socket of sockets) socket.destroy()
      }),
    comeBack: async () => {
      if (server === null) server = (await begin(first.port)).server
    },
    show: (next) => {
      shown = tlsOf(next)
      server?.setSecureContext(shown)
    },
    connections: () => countOf(server)
  }
}

const countOf = (server: Server | null): Promise<number> =>
  new Promise((resolve) => {
    if (server === null) resolve(0)
    else {
      server.getConnections((_error, count) => {
        resolve(count)
      })
    }
  })
