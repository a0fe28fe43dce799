import type { CdpSession } from '../browser/connection.ts'
import type { EventPayload, Protocol } from '../browser/protocol.ts'
import type { CustomSchemes } from '../session/custom-schemes.ts'
import type { ProtocolHandler } from '../session/protocol.ts'
import type { HostSession } from '../session/session.ts'
import { readServedBody } from './request-body.ts'

type Paused = EventPayload<'Fetch.requestPaused'>
type Details = Electron.OnBeforeRequestListenerDetails

export interface RequestsOptions {
  cdp: CdpSession
  session: HostSession
  schemes: CustomSchemes
  mainFrameId: string
  /** May refuse a navigation; gets the address as the app knows it. */
  allowNavigation: (paused: Paused, url: string) => boolean
  /** Called before a document of the main frame is answered. */
  beforeDocument: (page: { chromiumUrl: string; url: string }) => Promise<void>
  details: () => Pick<Details, 'webContents' | 'webContentsId'>
}

/** Every request of the page comes by here: navigation events, webRequest, protocol handlers. */
export function watchRequests(options: RequestsOptions): void {
  options.cdp.on('Fetch.requestPaused', (paused) => {
    decide(paused, options).catch((error: unknown) => {
      if (!isGone(error)) throw error
    })
  })
}

/** The page or the request went away while its answer was being made. */
function isGone(error: unknown): boolean {
  return (
    error instanceof Error &&
    /Invalid InterceptionId|Invalid state|has ended|Session with given id|Target closed/i.test(
      error.message
    )
  )
}

async function decide(paused: Paused, options: RequestsOptions): Promise<void> {
  const { cdp, session, schemes } = options
  const { requestId, request } = paused
  const url = schemes.outward(request.url)
  const fail = async (errorReason: Protocol.Network.ErrorReason): Promise<void> => {
    await cdp.send('Fetch.failRequest', { requestId, errorReason })
  }
  if (paused.resourceType === 'Document' && !options.allowNavigation(paused, url)) {
    return fail('Aborted')
  }
  if (paused.resourceType === 'Document' && paused.frameId === options.mainFrameId) {
    await options.beforeDocument({ chromiumUrl: request.url, url })
  }
  const verdict = await session.hostWebRequest.ask(toDetails(paused, url, options))
  if (verdict.cancel === true) return fail('BlockedByClient')
  if (verdict.redirectURL !== undefined) {
    await redirect(paused, schemes.inward(verdict.redirectURL), cdp)
    return
  }
  const handler = session.hostProtocol.handlerOf(url)
  if (handler !== undefined) return serve({ paused, url, handler }, options)
  if (new URL(request.url).hostname.endsWith('.invalid')) return fail('Failed')
  const { gate } = await session.context()
  gate.approve(request.url)
  await cdp.send('Fetch.continueRequest', { requestId })
}

async function redirect(paused: Paused, location: string, cdp: CdpSession): Promise<void> {
  await cdp.send('Fetch.fulfillRequest', {
    requestId: paused.requestId,
    responseCode: 307,
    responseHeaders: [{ name: 'Location', value: location }]
  })
}

/** Headers of an answer that may name custom-scheme addresses. */
const addressHeaders = new Set([
  'access-control-allow-origin',
  'content-security-policy',
  'content-security-policy-report-only',
  'location'
])

interface Served {
  paused: Paused
  url: string
  handler: ProtocolHandler
}

async function serve({ paused, url, handler }: Served, options: RequestsOptions): Promise<void> {
  const { cdp, schemes } = options
  const { requestId } = paused
  try {
    const response = await handler(toRequest(paused, url, schemes))
    if (response.type === 'error') throw new Error('Response.error()')
    const { bytes, headers } = await readServedBody(response)
    await cdp.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: response.status,
      responseHeaders: [...headers].map(([name, value]) => ({
        name,
        value: addressHeaders.has(name) ? schemes.headerInward(value) : value
      })),
      body: bytes.toString('base64')
    })
  } catch (error) {
    if (isGone(error)) return
    process.stderr.write(`Electron stand-in: protocol handler of ${url}: ${String(error)}\n`)
    await cdp.send('Fetch.failRequest', { requestId, errorReason: 'Failed' })
  }
}

function toRequest(paused: Paused, url: string, schemes: CustomSchemes): Request {
  const { method, headers, postDataEntries } = paused.request
  const own = Object.entries(headers).map(([name, value]): [string, string] => [
    name,
    /^(referer|origin)$/i.test(name) ? schemes.outward(value) : value
  ])
  const body = postDataEntries?.map(({ bytes }) => Buffer.from(bytes ?? '', 'base64'))
  return new Request(url, {
    method,
    headers: own,
    ...(body === undefined ? {} : { body: Buffer.concat(body) })
  })
}

const resourceTypes: Partial<Record<string, Details['resourceType']>> = {
  Stylesheet: 'stylesheet',
  Script: 'script',
  Image: 'image',
  Font: 'font',
  XHR: 'xhr',
  Fetch: 'xhr',
  Ping: 'ping',
  CSPViolationReport: 'cspReport',
  Media: 'media',
  WebSocket: 'webSocket'
}

function toDetails(
  { resourceType, request, frameId }: Paused,
  url: string,
  { details, schemes, mainFrameId }: RequestsOptions
): Omit<Details, 'id' | 'timestamp'> {
  const documentType = frameId === mainFrameId ? 'mainFrame' : 'subFrame'
  return {
    ...details(),
    url,
    method: request.method,
    resourceType:
      resourceType === 'Document' ? documentType : (resourceTypes[resourceType] ?? 'other'),
    referrer: schemes.outward(request.headers['Referer'] ?? ''),
    uploadData: []
  }
}
