import type { CdpSession } from '../browser/connection.ts'
import { createEvent } from '../typing/events.ts'
import { followConsole } from './console.ts'
import { followNavigation, type Navigation } from './navigation.ts'
import { createPageLink, type PageLink } from './page-link.ts'
import { createPage } from './page.ts'
import { settlePermissions } from './permissions.ts'
import { watchRequests } from './requests.ts'
import type { PageOwner, WebContentsParts } from './page-owner.ts'

/** A page with everything of the stand-in attached to it. */
export interface OpenPage {
  readonly cdp: CdpSession
  readonly targetId: string
  readonly windowId: number | undefined
  readonly navigation: Navigation
  readonly link: PageLink
}

const levels = { debug: 0, info: 1, warning: 2, error: 3 } as const

/** Makes the page of `contents` and joins its events to it. */
export async function openPage(parts: WebContentsParts, contents: PageOwner): Promise<OpenPage> {
  const { browser, session } = parts
  const attached = Promise.withResolvers<{ navigation: Navigation; link: PageLink }>()
  const { id: contextId } = await session.context()
  const page = await createPage({
    browser,
    contextId,
    preloadPath: parts.preloadPath,
    size: parts.size,
    prepare: (cdp, frameId) => {
      attached.resolve(attach({ parts, contents, cdp, frameId }))
    }
  })
  const { targetId, windowId } = page
  browser.targets.onGone(targetId, contents.happened.gone)
  return { cdp: page.session, targetId, windowId, ...(await attached.promise) }
}

interface Attaching {
  parts: WebContentsParts
  contents: PageOwner
  cdp: CdpSession
  frameId: string
}

function attach({ parts, contents, cdp, frameId }: Attaching): {
  navigation: Navigation
  link: PageLink
} {
  const { browser, session, schemes } = parts
  const { happened } = contents
  const navigation = followNavigation({
    cdp,
    mainFrameId: frameId,
    schemes,
    ask: (attempt) => contents.allows(attempt),
    onNavigated: happened.navigated,
    onLoading: happened.loading,
    onDomReady: happened.domReady,
    onLoaded: happened.loaded
  })
  watchRequests({
    cdp,
    session,
    schemes,
    mainFrameId: frameId,
    allowNavigation: navigation.allow,
    beforeDocument: (page) =>
      settlePermissions(
        { connection: browser.connection, session, contents: contents.official },
        page
      ),
    details: () => ({ webContents: contents.official, webContentsId: contents.id })
  })
  const link = createPageLink({
    cdp,
    frameId,
    receive: (message, answer) => {
      contents.receive(message, answer)
    }
  })
  followConsole(cdp, (line) => {
    const event = createEvent({ ...line, frame: contents.mainFrame })
    const { level, message, lineNumber, sourceId } = line
    contents.fire('console-message', event, levels[level], message, lineNumber, sourceId)
  })
  cdp.on('Inspector.targetCrashed', happened.crashed)
  return { navigation, link }
}
