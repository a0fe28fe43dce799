import type { CdpSession } from '../browser/connection.ts'
import type { EventPayload } from '../browser/protocol.ts'
import type { CustomSchemes } from '../session/custom-schemes.ts'

/** What a page is about to do, as the app is asked about it. */
export interface NavigationAttempt {
  url: string
  isMainFrame: boolean
  isRedirect: boolean
}

export interface NavigationOptions {
  cdp: CdpSession
  mainFrameId: string
  schemes: CustomSchemes
  /** The app's answer: false prevents it. */
  ask: (attempt: NavigationAttempt) => boolean
  onNavigated: (url: string) => void
  onLoading: (isLoading: boolean) => void
  onDomReady: () => void
  onLoaded: () => void
}

export interface Navigation {
  readonly url: string
  /** For requests.ts: may this document request go on? */
  allow: (paused: EventPayload<'Fetch.requestPaused'>, url: string) => boolean
  /** Resolves when the document of that loader has fired its load event. */
  whenLoaded: (loaderId: string) => Promise<void>
}

const withoutHash = (url: string): string => url.replace(/#.*$/, '')

/** Follows what the page shows and asks the app about navigations that the page itself begins. */
export function followNavigation(options: NavigationOptions): Navigation {
  const { cdp, mainFrameId, schemes } = options
  const requested = new Map<string, string>()
  const waiting = new Map<string, () => void>()
  let url = ''
  let loader = ''
  let loadedLoader = ''

  // Comes before the request itself, and only for what a page (not the host) asked for.
  cdp.on('Page.frameRequestedNavigation', ({ frameId, url: wanted }) => {
    const isMainFrame = frameId === mainFrameId
    if (/^(https?|file|data|blob|about):/i.test(wanted)) requested.set(frameId, withoutHash(wanted))
    // mailto:, tel: and the like start no request; the app hears of them, they lead nowhere.
    else options.ask({ url: wanted, isMainFrame, isRedirect: false })
  })
  cdp.on('Page.frameNavigated', ({ frame }) => {
    if (frame.parentId !== undefined) return
    url = schemes.outward(frame.url + (frame.urlFragment ?? ''))
    loader = frame.loaderId
    if (frame.url !== 'about:blank') options.onNavigated(url)
  })
  cdp.on('Page.navigatedWithinDocument', ({ frameId, url: now }) => {
    if (frameId === mainFrameId) url = schemes.outward(now)
  })
  cdp.on('Page.frameStartedLoading', ({ frameId }) => {
    if (frameId === mainFrameId) options.onLoading(true)
  })
  cdp.on('Page.frameStoppedLoading', ({ frameId }) => {
    if (frameId === mainFrameId) options.onLoading(false)
  })
  cdp.on('Page.domContentEventFired', () => {
    if (loader !== '') options.onDomReady()
  })
  cdp.on('Page.loadEventFired', () => {
    if (loader === '') return
    loadedLoader = loader
    options.onLoaded()
    waiting.get(loader)?.()
    waiting.delete(loader)
  })

  return {
    get url() {
      return url
    },
    allow: ({ frameId, request, redirectedRequestId }, address) => {
      const isMainFrame = frameId === mainFrameId
      if (redirectedRequestId !== undefined) {
        return options.ask({ url: address, isMainFrame, isRedirect: true })
      }
      const wanted = requested.get(frameId)
      requested.delete(frameId)
      if (wanted !== withoutHash(request.url)) return true
      return options.ask({ url: address, isMainFrame, isRedirect: false })
    },
    whenLoaded: (loaderId) =>
      loadedLoader === loaderId
        ? Promise.resolve()
        : new Promise((resolve) => waiting.set(loaderId, resolve))
  }
}
