import { protocol, type Session } from 'electron/main'
import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'

export const appOrigin = 'app://callside'

/** The only policy under which our pages run; a page of ours needs nothing from elsewhere. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "media-src 'self'",
  "font-src 'self'",
  "connect-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  // Svelte makes its templates through the one policy of this name.
  "require-trusted-types-for 'script'",
  'trusted-types svelte-trusted-html'
].join('; ')

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.md': 'text/markdown; charset=utf-8'
}

/** A saved file, or a part of it, as main hands it to its own page. */
export interface ServedFile {
  status: number
  headers: Record<string, string>
  body: ReadableStream
}

export interface AppSchemeDeps {
  session: Session
  /** The folder of the built pages. */
  folder: string
  /** A saved video or picture by its row id, or null. */
  saved: (itemId: string, request: Request) => Promise<ServedFile | null>
}

/** Before the app is ready: `app://` behaves like https for the pages that it serves. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'app',
      // `stream`: a player asks for a video in parts, and gets them as they come.
      // `codeCache`: a page that was loaded before need not be compiled again.
      privileges: {
        standard: true,
        secure: true,
        supportFetchAPI: true,
        stream: true,
        codeCache: true
      }
    }
  ])
}

/** Serves the pages and what was saved. Paths are looked up in a table, never joined. */
export function serveApp({ session, folder, saved }: AppSchemeDeps): void {
  const files = tableOf(folder)
  session.protocol.handle('app', async (request) => {
    const { origin, pathname } = addressOf(request.url)
    if (request.method !== 'GET' || origin !== appOrigin) return empty(404)
    const itemId = /^\/(?:pictures|videos)\/([0-9a-f-]{36})$/.exec(pathname)?.[1]
    if (itemId !== undefined) return savedAnswer(await saved(itemId, request))
    const file = files.get(pathname === '/' ? '/index.html' : pathname)
    if (file === undefined) return empty(404)
    const type = contentTypes[extname(file)] ?? 'application/octet-stream'
    return answer(new Uint8Array(await readFile(file)), type)
  })
}

const savedAnswer = (file: ServedFile | null): Response =>
  file === null
    ? empty(404)
    : new Response(file.body, {
        status: file.status,
        headers: { ...everyAnswer, ...file.headers }
      })

function addressOf(url: string): { origin: string; pathname: string } {
  const { protocol: scheme, host, pathname } = new URL(url)
  return { origin: `${scheme}//${host}`, pathname }
}

function tableOf(folder: string): ReadonlyMap<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const file = join(entry.parentPath, entry.name)
        return [`/${relative(folder, file).split(sep).join('/')}`, file]
      })
  )
}

const everyAnswer = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store'
} as const

const answer = (body: Uint8Array<ArrayBuffer>, type: string): Response =>
  new Response(body, { headers: { 'content-type': type, ...everyAnswer } })

const empty = (status: number): Response => new Response(null, { status })
