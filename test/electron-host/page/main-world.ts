import type { MakeBridgeEnd } from './bridge-end.ts'
import type { PageElement, PageEvent, PageWindow } from './dom.ts'

/** What a page asked to open, from either world. */
export interface OpenRequest {
  url: string
  frameName: string
  features: string
}

/**
 * Runs in the page's world before any script of the page: joins the bridge and takes the place of
 * `window.open`, because new windows are the stand-in's to make (setWindowOpenHandler).
 * Injected into pages: it may use nothing from outside itself.
 */
export function prepareMainWorld(makeEnd: MakeBridgeEnd, token: string): void {
  const window = globalThis as unknown as PageWindow
  if (window.top !== window) return
  const { CustomEvent, document } = window
  const dispatch = window.dispatchEvent.bind(window)

  function open(url: unknown = '', target: unknown = '', features: unknown = ''): unknown {
    const { href } = new URL(String(url) || 'about:blank', document.baseURI)
    if (['_self', '_top', '_parent'].includes(String(target))) {
      window.location.href = href
      return window
    }
    const detail: OpenRequest = {
      url: href,
      frameName: String(target),
      features: String(features)
    }
    dispatch(new CustomEvent(`${token}-open`, { detail }))
    return null
  }
  Object.defineProperty(window, 'open', { configurable: true, writable: true, value: open })

  window.addEventListener(
    token,
    (event: PageEvent) => {
      event.stopImmediatePropagation()
      // The preload's world hands over the bus, once, under a name that no page can know.
      makeEnd(event.relatedTarget as PageElement, 'page')
    },
    { once: true, capture: true }
  )
}
