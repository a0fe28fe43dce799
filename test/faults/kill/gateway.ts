import type { TLSSocket } from 'node:tls'
import { answer, chunk, chunkedHead, no, octets } from '../../support/raw-answers.ts'
import {
  startRawServer,
  type RawHandler,
  type RawRequest,
  type RawServer
} from '../../support/raw-server.ts'
import { createRandom, type Random } from '../random.ts'
import { numberOf, type Manner, type Recording, type Recordings } from './recordings.ts'

export interface FaultyGateway extends RawServer {
  /** From now on it sends everything whole, but for what it refuses for good. */
  calm: boolean
}

/** The bytes of one answer, and how they go out. */
interface Sending {
  readonly socket: TLSSocket
  readonly request: RawRequest
  readonly bytes: Buffer
  readonly random: Random
}

type Treat = (sending: Sending) => void

/** Serves the recordings of a seed over TLS, each in its own manner. */
export async function startFaultyGateway(
  recordings: Recordings,
  seed: number
): Promise<FaultyGateway> {
  const tries = new Map<string, number>()
  const random = createRandom(seed)
  const state = { calm: false }
  const handler: RawHandler = (request, socket) => {
    const n = numberOf(new URL(request.target, 'https://host').searchParams.get('recordId') ?? '')
    const recording = recordings.find(n)
    const key = `${recordings.seed} ${n}`
    const tried = tries.get(key) ?? 0
    tries.set(key, tried + 1)
    const bytes = versionOf(recording, tried)
    mannerNow(recording, tried, state.calm)({ socket, request, bytes, random })
  }
  const server = await startRawServer(handler)
  return Object.assign(state, server)
}

function versionOf({ versions }: Recording, tried: number): Buffer {
  const bytes = versions[tried % versions.length]
  if (bytes === undefined) throw new Error('A recording without a version')
  return bytes
}

/** After two faulty answers most recordings come, as they would from a gateway that recovers. */
function mannerNow({ manner }: Recording, tried: number, calm: boolean): Treat {
  if (calm && !lasting.has(manner)) return treatments.whole
  if (recovering.has(manner) && tried % 4 >= 2) return treatments.whole
  return treatments[manner]
}

const lasting: ReadonlySet<Manner> = new Set(['refusal', 'no-length', 'no-length-cut'])
const recovering: ReadonlySet<Manner> = new Set(['cut', 'reset', 'chunk-cut', 'busy', 'stall'])

const treatments: Readonly<Record<Manner, Treat>> = {
  whole: ({ socket, bytes }) => {
    socket.end(answer({ headers: octets, body: bytes }))
  },
  slow: (sending) => {
    sending.socket.write(answer({ headers: octets, length: sending.bytes.length }))
    inPieces(sending, sending.bytes)
  },
  chunked: (sending) => {
    const { socket, bytes } = sending
    socket.write(chunkedHead())
    inPieces(sending, bytes, chunk)
  },
  'no-length': (sending) => {
    sending.socket.write(answer({ headers: octets, length: null }))
    inPieces(sending, sending.bytes)
  },
  'no-length-cut': (sending) => {
    sending.socket.write(answer({ headers: octets, length: null }))
    inPieces(sending, someOf(sending))
  },
  refusal: ({ socket }) => {
    socket.end(no('108-001', 'no file'))
  },
  cut: (sending) => {
    const { socket, bytes } = sending
    socket.end(answer({ headers: octets, body: someOf(sending), length: bytes.length }))
  },
  reset: (sending) => {
    const { socket, request, bytes } = sending
    const body = someOf(sending)
    socket.write(answer({ headers: octets, body, length: bytes.length }), () => {
      request.reset()
    })
  },
  'chunk-cut': (sending) => {
    const { socket } = sending
    socket.write(chunkedHead())
    socket.end(chunk(someOf(sending)).subarray(0, -2))
  },
  busy: ({ socket }) => {
    socket.end(answer({ status: 503, headers: { 'Retry-After': '0' } }))
  },
  stall: (sending) => {
    const { socket, bytes } = sending
    socket.write(answer({ headers: octets, body: someOf(sending), length: bytes.length }))
  },
  resumable: (sending) => {
    continued(sending, '"one"')
  },
  changing: (sending) => {
    continued(sending, `"${sending.bytes.subarray(64, 72).toString('hex')}"`)
  }
}

const someOf = ({ bytes, random }: Sending): Buffer =>
  bytes.subarray(0, random.whole(0, bytes.length - 1))

/** Continues where the client has the same version; half of the answers are cut late. */
function continued(sending: Sending, etag: string): void {
  const { socket, request, bytes, random } = sending
  const headers = { ...octets, ETag: etag, 'Accept-Ranges': 'bytes' }
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers['range'] ?? '')?.[1] ?? 0)
  const goesOn = from > 0 && request.headers['if-range'] === etag
  const rest = goesOn ? bytes.subarray(from) : bytes
  const range = `bytes ${from}-${bytes.length - 1}/${bytes.length}`
  const head = goesOn
    ? answer({ status: 206, headers: { ...headers, 'Content-Range': range }, length: rest.length })
    : answer({ headers, length: rest.length })
  socket.write(head)
  const cut = Math.min(rest.length - 1, random.whole(1_150_000, bytes.length))
  inPieces(sending, random.chance(0.5) ? rest.subarray(0, cut) : rest)
}

/** Sends in some pieces with pauses between them, up to half a second in all; then hangs up. */
function inPieces(
  { socket, random }: Sending,
  bytes: Buffer,
  wrap = (piece: Buffer) => piece
): void {
  const pieces = random.whole(1, 8)
  const size = Math.ceil(bytes.length / pieces)
  const pauseMs = random.whole(0, 60)
  let sent = 0
  const next = (): void => {
    if (socket.destroyed) return
    if (sent >= bytes.length) {
      socket.end(wrap(Buffer.alloc(0)))
      return
    }
    socket.write(wrap(bytes.subarray(sent, sent + size)))
    sent += size
    setTimeout(next, pauseMs)
  }
  next()
}
