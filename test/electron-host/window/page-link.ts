import type { CdpSession } from '../browser/connection.ts'
import { makeCodec } from '../page/codec.ts'
import type { HostMessage, PageMessage } from '../page/isolated-world.ts'
import { isolatedWorldName } from '../page/scripts.ts'

export interface PageLink {
  /** Sends to the preload that runs now; where there is none, the message is lost as in Electron. */
  send: (message: HostMessage) => void
}

export interface PageLinkOptions {
  cdp: CdpSession
  /** Main frame; no other frame has a preload. */
  frameId: string
  /** `answer` reaches the document that sent the message, or nobody if that one is gone. */
  receive: (message: PageMessage, answer: (reply: HostMessage) => void) => void
}

/** The wire between the preload's world of one page and the host. */
export function createPageLink({ cdp, frameId, receive }: PageLinkOptions): PageLink {
  const { encode, decode } = makeCodec()
  let currentContext: number | null = null

  cdp.on('Runtime.executionContextCreated', ({ context }) => {
    const isMainFrame = context.auxData?.['frameId'] === frameId
    if (context.name === isolatedWorldName && isMainFrame) currentContext = context.id
  })
  cdp.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
    if (executionContextId === currentContext) currentContext = null
  })
  cdp.on('Inspector.targetCrashed', () => {
    currentContext = null
  })
  cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
    if (name !== '__hostSend') return
    // Only isolated-world.ts calls the binding.
    receive(decode(payload) as PageMessage, (reply) => {
      deliver(encode(reply), executionContextId)
    })
  })

  function deliver(text: string, contextId: number): void {
    const expression = `__hostReceive(${JSON.stringify(text)})`
    // The document may be gone by now.
    cdp.send('Runtime.evaluate', { expression, contextId }).catch(() => undefined)
  }

  return {
    send: (message) => {
      const text = encode(message)
      if (currentContext !== null) deliver(text, currentContext)
    }
  }
}
