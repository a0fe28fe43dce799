import type { ServerResponse } from 'node:http'
import type { Clock } from '../clock.ts'
import { pause } from '../clock.ts'
import type { BodyFraming } from '../options.ts'
import type { Answer } from './answer.ts'
import type { Fault } from './faults.ts'

/** A whole HTTP answer: head, and body in blocks whose sum is `bytes`. */
export interface Letter {
  status: number
  headers: Record<string, string>
  bytes: number
  blocks: Iterable<Buffer>
  framing: BodyFraming
}

export const jsonType = 'application/json;charset=UTF-8'
export const octetType = 'application/octet-stream;charset=utf-8'

export function textLetter(status: number, contentType: string, text: string): Letter {
  const body = Buffer.from(text)
  return {
    status,
    headers: { 'Content-Type': contentType },
    bytes: body.length,
    blocks: [body],
    framing: 'length'
  }
}

export function letterOf(answer: Exclude<Answer, { kind: 'none' }>, framing: BodyFraming): Letter {
  if (answer.kind === 'file') {
    const { file } = answer
    const headers = { 'Content-Type': octetType }
    return { status: 200, headers, bytes: file.bytes, blocks: file.blocks(), framing }
  }
  const letter = textLetter(200, jsonType, JSON.stringify(answer.body))
  return { ...letter, headers: { ...letter.headers, ...answer.headers } }
}

/** Resolves when more may be written; false when the connection is gone. */
function drained(outgoing: ServerResponse): Promise<boolean> {
  return new Promise((resolve) => {
    const finish = (): void => {
      outgoing.off('drain', finish)
      outgoing.off('close', finish)
      resolve(!outgoing.destroyed)
    }
    outgoing.on('drain', finish)
    outgoing.on('close', finish)
  })
}

/** Writes what is in the system's hands first, so that the client sees those bytes. */
function hangUp(outgoing: ServerResponse): void {
  const { socket } = outgoing
  outgoing.write('', () => {
    // The head may be all there is; a turn of the loop lets it leave.
    setImmediate(() => socket?.destroy())
  })
}

function writeHead(outgoing: ServerResponse, letter: Letter, offBy: number): void {
  outgoing.statusCode = letter.status
  for (const [name, value] of Object.entries(letter.headers)) outgoing.setHeader(name, value)
  if (letter.framing === 'length') {
    outgoing.setHeader('Content-Length', Math.max(0, letter.bytes + offBy))
  } else if (letter.framing === 'close') {
    outgoing.shouldKeepAlive = false
    outgoing.useChunkedEncodingByDefault = false
  }
  outgoing.flushHeaders()
}

/** Blocks cut to the given total, in pieces of at most `pieceBytes`. */
function* pieces(blocks: Iterable<Buffer>, total: number, pieceBytes: number): Generator<Buffer> {
  let left = total
  for (const block of blocks) {
    for (let from = 0; from < block.length && left > 0; from += pieceBytes) {
      const piece = block.subarray(from, Math.min(from + pieceBytes, from + left))
      yield piece
      left -= piece.length
    }
    if (left <= 0) return
  }
}

/**
 * Writes an answer with back-pressure: nothing is buffered beyond one block. `fault` may cut it,
 * slow it down or make its length a lie.
 */
export async function send(
  outgoing: ServerResponse,
  letter: Letter,
  { fault, clock }: { fault: Fault | null; clock: Clock }
): Promise<void> {
  const offBy = fault?.kind === 'length' ? fault.offBy : 0
  const limit = fault?.kind === 'cut' ? Math.min(fault.atByte, letter.bytes) : letter.bytes
  const rate = fault?.kind === 'slow' ? fault.bytesPerSecond : null
  writeHead(outgoing, letter, offBy)
  const pieceBytes = rate === null ? Number.POSITIVE_INFINITY : Math.max(1, Math.ceil(rate / 10))
  for (const piece of pieces(letter.blocks, limit, pieceBytes)) {
    if (outgoing.destroyed) return
    if (!outgoing.write(piece) && !(await drained(outgoing))) return
    if (rate !== null) await pause(clock, 100)
  }
  if (fault?.kind === 'cut' || offBy > 0) hangUp(outgoing)
  else outgoing.end()
}
