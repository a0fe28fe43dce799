import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

const types = { html: 'text/html', js: 'text/javascript', css: 'text/css' }
const policy = "default-src 'none'; script-src 'self'; connect-src 'self'; media-src app:"

/** Answers app:// from the page folder, and /tone.wav by ranges. */
export async function answerRequest(request, session) {
  const { pathname } = new URL(request.url)
  if (pathname === '/tone.wav') return answerRange(request, makeTone())
  if (pathname === '/where') {
    return Response.json({ url: request.url, by: session.label })
  }
  if (pathname === '/echo') {
    return new Response(await request.text(), { headers: { 'content-type': 'text/plain' } })
  }
  try {
    const body = await readFile(join(import.meta.dirname, 'page', pathname))
    const type = types[pathname.split('.').at(-1)] ?? 'application/octet-stream'
    // open.html is for specs of the network gate: no policy stops it before the gate does.
    const csp = pathname === '/open.html' ? {} : { 'content-security-policy': policy }
    return new Response(body, { headers: { 'content-type': type, ...csp } })
  } catch {
    return new Response('not found', { status: 404 })
  }
}

function answerRange(request, bytes) {
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get('range') ?? '')
  if (range === null) return new Response(bytes, { headers: audio(bytes.length) })
  const start = Number(range[1])
  const end = range[2] === '' ? bytes.length - 1 : Number(range[2])
  return new Response(bytes.subarray(start, end + 1), {
    status: 206,
    headers: {
      ...audio(end + 1 - start),
      'accept-ranges': 'bytes',
      'content-range': `bytes ${start}-${end}/${bytes.length}`
    }
  })
}

/** Without its length a sound that plays from a handler has no end. */
const audio = (length) => ({ 'content-type': 'audio/wav', 'content-length': String(length) })

/** Twenty minutes of silence: 8 kHz, 8 bit, one channel. */
function makeTone() {
  const samples = 20 * 60 * 8000
  const bytes = Buffer.alloc(44 + samples, 128)
  bytes.write('RIFF', 0)
  bytes.writeUInt32LE(36 + samples, 4)
  bytes.write('WAVEfmt ', 8)
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(1, 22)
  bytes.writeUInt32LE(8000, 24)
  bytes.writeUInt32LE(8000, 28)
  bytes.writeUInt16LE(1, 32)
  bytes.writeUInt16LE(8, 34)
  bytes.write('data', 36)
  bytes.writeUInt32LE(samples, 40)
  return bytes
}
