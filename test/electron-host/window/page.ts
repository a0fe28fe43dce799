import { randomBytes } from 'node:crypto'
import type { Chromium } from '../browser/chromium.ts'
import type { CdpSession } from '../browser/connection.ts'
import { buildPageScripts, isolatedWorldName } from '../page/scripts.ts'

/** A target of Chromium with everything installed; it shows about:blank. */
export interface Page {
  readonly session: CdpSession
  readonly targetId: string
  readonly frameId: string
  readonly windowId: number | undefined
}

export interface PageOptions {
  browser: Chromium
  /** Chromium's browser context, undefined for the default. */
  contextId: string | undefined
  preloadPath: string | null
  size: { width: number; height: number }
  /** Subscribes to events; called before any domain is enabled. */
  prepare: (session: CdpSession, frameId: string) => void
}

/** Makes the target and installs bridge, preload and request interception before any page loads. */
export async function createPage(options: PageOptions): Promise<Page> {
  const { connection, targets } = options.browser
  const targetId = await targets.create({
    url: 'about:blank',
    newWindow: true,
    ...options.size,
    ...(options.contextId === undefined ? {} : { browserContextId: options.contextId })
  })
  const { sessionId } = await connection.browser.send('Target.attachToTarget', {
    targetId,
    flatten: true
  })
  const session = connection.session(sessionId)
  const { frameTree } = await session.send('Page.getFrameTree')
  options.prepare(session, frameTree.frame.id)
  await install(session, options)
  const windowId = await resize(options.browser, targetId, options.size)
  return { session, targetId, frameId: frameTree.frame.id, windowId }
}

async function install(session: CdpSession, { preloadPath, browser }: PageOptions): Promise<void> {
  const scripts = buildPageScripts({
    token: `host${randomBytes(12).toString('hex')}`,
    preloadPath,
    process: preloadProcess(browser.version)
  })
  // The commands are answered in order; the main world's script has to be the first of the two.
  await Promise.all([
    session.send('Page.enable'),
    session.send('Runtime.enable'),
    session.send('Log.enable'),
    session.send('Runtime.addBinding', {
      name: '__hostSend',
      executionContextName: isolatedWorldName
    }),
    session.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.mainWorld }),
    session.send('Page.addScriptToEvaluateOnNewDocument', {
      source: scripts.isolatedWorld,
      worldName: isolatedWorldName
    }),
    session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] })
  ])
}

function preloadProcess(chromiumVersion: string): object {
  return {
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
    platform: process.platform,
    arch: process.arch,
    versions: {
      node: process.versions.node,
      electron: process.versions['electron'],
      chrome: chromiumVersion
    },
    argv: [],
    env: {}
  }
}

async function resize(
  browser: Chromium,
  targetId: string,
  size: { width: number; height: number }
): Promise<number | undefined> {
  const { browser: root } = browser.connection
  try {
    const { windowId } = await root.send('Browser.getWindowForTarget', { targetId })
    await root.send('Browser.setContentsSize', { windowId, ...size })
    return windowId
  } catch {
    // Without a head some Chromium builds have no window to size; the target's own size stands.
    return undefined
  }
}
