/** Most bytes of one answer of a protocol handler; the DevTools protocol takes it in one piece. */
const mostBytes = 256 * 1024 * 1024
/** A range is answered in pieces of this size: a media element asks for the next by itself. */
const rangeBytes = 1024 * 1024

export interface ServedBody {
  bytes: Buffer
  headers: Headers
}

/** Reads the answer of a protocol handler; a long 206 is cut off and its headers say so. */
export async function readServedBody(response: Response): Promise<ServedBody> {
  const headers = new Headers(response.headers)
  const isRange = response.status === 206
  const bytes = await readAtMost(response, isRange ? rangeBytes : mostBytes)
  const range = /^bytes (\d+)-(\d+)\/(.*)$/.exec(headers.get('content-range') ?? '')
  if (isRange && range !== null) {
    const start = Number(range[1])
    headers.set('content-range', `bytes ${start}-${start + bytes.length - 1}/${range[3] ?? '*'}`)
  }
  headers.set('content-length', String(bytes.length))
  return { bytes, headers }
}

async function readAtMost(response: Response, limit: number): Promise<Buffer> {
  const parts: Buffer[] = []
  let length = 0
  // fetch's own type says `any`; a body of Response is made of bytes.
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    parts.push(Buffer.from(chunk))
    length += chunk.length
    if (length >= limit) break
  }
  if (length > limit && response.status !== 206) {
    throw new Error(`Electron stand-in: a protocol handler gave more than ${limit} bytes`)
  }
  return Buffer.concat(parts).subarray(0, limit)
}
