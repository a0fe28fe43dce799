import type { Offered } from '../offered.ts'
import type { Recorder } from '../recorder.ts'
import { HostEmitter } from '../typing/events.ts'
import { official } from '../typing/official.ts'
import type { Context, ContextOwner } from './contexts.ts'
import { HostProtocol, type ProtocolParts } from './protocol.ts'
import { resolvedProxy } from './resolved-proxy.ts'
import { HostWebRequest } from './web-request.ts'

type RequestHandler = Parameters<Electron.Session['setPermissionRequestHandler']>[0]
type CheckHandler = Parameters<Electron.Session['setPermissionCheckHandler']>[0]
type DeviceHandler = Parameters<Electron.Session['setDevicePermissionHandler']>[0]

export interface SessionParts extends ProtocolParts {
  recorder: Recorder
  openContext: (owner: ContextOwner) => Promise<Context>
}

/** One session: handlers, web requests and permissions of its own. */
export class HostSession extends HostEmitter<Electron.Session> implements Offered<'Session'> {
  readonly official: Electron.Session
  readonly protocol: Electron.Protocol
  readonly webRequest: Electron.WebRequest
  readonly hostProtocol: HostProtocol
  readonly hostWebRequest = new HostWebRequest()
  readonly partition: string
  readonly #parts: SessionParts
  #context: Promise<Context> | null = null
  #requestHandler: RequestHandler = null
  #checkHandler: CheckHandler = null
  #proxy: Electron.ProxyConfig = {}

  constructor(partition: string, parts: SessionParts) {
    super()
    this.partition = partition
    this.#parts = parts
    this.hostProtocol = new HostProtocol(parts)
    this.protocol = this.hostProtocol.official
    this.webRequest = this.hostWebRequest.official
    this.official = official('Session', this, 'session')
  }

  setPermissionRequestHandler(handler: RequestHandler): void {
    this.#requestHandler = handler
  }
  setPermissionCheckHandler(handler: CheckHandler): void {
    this.#checkHandler = handler
  }
  setDevicePermissionHandler(handler: DeviceHandler): void {
    // Chromium shows no device chooser without a head, so there is nobody to ask it.
    this.#parts.recorder.record('session.setDevicePermissionHandler', handler)
  }
  resolveProxy(): Promise<string> {
    return Promise.resolve(resolvedProxy(this.#proxy))
  }
  setProxy(config: Electron.ProxyConfig): Promise<void> {
    this.#parts.recorder.record('session.setProxy', config)
    this.#proxy = config
    return Promise.resolve()
  }

  /** The host's: where this session lives in Chromium. */
  context(): Promise<Context> {
    this.#context ??= this.#parts.openContext(this)
    return this.#context
  }
  get permissionHandlers(): { request: RequestHandler; check: CheckHandler } {
    return { request: this.#requestHandler, check: this.#checkHandler }
  }
}
