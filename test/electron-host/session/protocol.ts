import type { Offered } from '../offered.ts'
import { official } from '../typing/official.ts'
import type { CustomSchemes } from './custom-schemes.ts'

export type ProtocolHandler = (request: Request) => Response | Promise<Response>

export interface ProtocolParts {
  schemes: CustomSchemes
  isReady: () => boolean
}

/** The `protocol` of one session: its own table of handlers. */
export class HostProtocol implements Offered<'Protocol'> {
  readonly official = official('Protocol', this, 'protocol')
  readonly #parts: ProtocolParts
  readonly #handlers = new Map<string, ProtocolHandler>()

  constructor(parts: ProtocolParts) {
    this.#parts = parts
  }

  registerSchemesAsPrivileged(customSchemes: Electron.CustomScheme[]): void {
    if (this.#parts.isReady()) {
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    }
    this.#parts.schemes.register(customSchemes.map(({ scheme }) => scheme))
  }

  handle(scheme: string, handler: ProtocolHandler): void {
    if (!this.#parts.isReady()) throw new Error('Session can only be received when app is ready')
    if (this.#handlers.has(scheme)) {
      throw new Error(`Failed to register protocol: ${scheme}: already handled`)
    }
    if (scheme === 'http' || scheme === 'https' || scheme === 'file') {
      throw new Error(`Electron stand-in: protocol.handle('${scheme}') is not offered`)
    }
    this.#parts.schemes.register([scheme])
    this.#handlers.set(scheme, handler)
  }

  unhandle(scheme: string): void {
    if (!this.#handlers.delete(scheme)) {
      throw new Error(`Failed to unhandle protocol: ${scheme}: not handled`)
    }
  }

  isProtocolHandled(scheme: string): boolean {
    return this.#handlers.has(scheme)
  }

  /** The host's: who answers for this address. */
  handlerOf(url: string): ProtocolHandler | undefined {
    return this.#handlers.get(url.slice(0, url.indexOf(':')))
  }
}
