/**
 * The server of the benchmark, in a process of its own: TLS on a free port of 127.0.0.1. Reads its
 * key and certificate as JSON from stdin, prints its port, ends with its stdin.
 *
 * `/video?bytes=&length=0|1&rate=`: a made video, with or without `Content-Length`, at full speed
 * or at `rate` bytes a second. `/sha256?bytes=`: what such a video hashes to.
 */
import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import type { TestCertificate } from '../../support/certificate.ts'
import { createBodies, type MadeBody } from './body.ts'

const bodyOf = createBodies()

async function sendVideo(response: ServerResponse, query: URLSearchParams): Promise<void> {
  const body = bodyOf(Number(query.get('bytes')))
  const rate = Number(query.get('rate') ?? 0)
  const announced = query.get('length') !== '0'
  response.writeHead(200, {
    'content-type': 'video/mp4',
    ...(announced ? { 'content-length': body.totalBytes } : {})
  })
  const pieces = rate > 0 ? paced(body, rate) : body.pieces()
  // A contestant that ends its connection is no fault of the server's.
  await pipeline(pieces, response).catch(() => undefined)
}

/** The same pieces, no faster than `rate` bytes a second. */
async function* paced(body: MadeBody, rate: number): AsyncGenerator<Buffer, void> {
  const startedAt = performance.now()
  let sent = 0
  for (const piece of body.pieces()) {
    yield piece
    sent += piece.length
    const aheadMs = (sent / rate) * 1_000 - (performance.now() - startedAt)
    if (aheadMs > 1) await wait(aheadMs)
  }
}

function sha256Of(body: MadeBody): string {
  const hash = createHash('sha256')
  for (const piece of body.pieces()) hash.update(piece)
  return hash.digest('hex')
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'https://127.0.0.1')
  if (pathname === '/video') void sendVideo(response, searchParams)
  else if (pathname === '/sha256') response.end(sha256Of(bodyOf(Number(searchParams.get('bytes')))))
  else response.writeHead(404).end()
}

const lines = createInterface({ input: process.stdin })
lines.once('line', (line) => {
  // Written by start.ts, from a TestCertificate.
  const certificate = JSON.parse(line) as TestCertificate
  const server = createServer({ ...certificate, minVersion: 'TLSv1.2' }, answer)
  server.listen(0, '127.0.0.1', () => {
    // A server that listens on TCP has an address of this form.
    const { port } = server.address() as AddressInfo
    process.stdout.write(`${String(port)}\n`)
  })
})
lines.once('close', () => process.exit(0))
