import { join } from 'node:path'
import { showApplicationMenu } from './app-menu.ts'
import { followFaults, type Faults } from './app-faults.ts'
import { openFileWork } from './app-files.ts'
import { openLeaving } from './app-leaving.ts'
import { openHostSettings } from './app-settings.ts'
import type { Tell } from './calls/timeline.ts'
import { systemClock as clock } from './clock.ts'
import { framesOf, type Log } from './diagnostics/log.ts'
import { observeRequest } from './diagnostics/observe-request.ts'
import { PageDeaths } from './desktop/page-deaths.ts'
import { trayActions } from './desktop/tray-actions.ts'
import { trayClockStepMs } from './desktop/tray-menu.ts'
import { createWindowMemory } from './desktop/window-memory.ts'
import type { Net } from './faults/net.ts'
import { GatewayClock } from './gateway/gateway-clock.ts'
import { guarded } from './guard.ts'
import { createHandlers } from './ipc/handlers.ts'
import { publishLibrary } from './ipc/publish-library.ts'
import { publishParts } from './ipc/publish-parts.ts'
import { createPublish } from './ipc/publish.ts'
import { joinParts, watchWaking } from './join-parts.ts'
import type { Leaving } from './leaving/leaving.ts'
import { needOwnFiles, ownFiles } from './own-files.ts'
import { buildParts, type BuiltParts, type PartsDeps } from './parts.ts'
import { serveApp } from './platform/app-scheme.ts'
import { systemClipboard } from './platform/clipboard.ts'
import { logChildDeaths } from './platform/child-deaths.ts'
import { askAfterDeaths, createDesktop } from './platform/desktop.ts'
import { desktopFacts } from './platform/desktop-facts.ts'
import { closeDoors } from './platform/hardening.ts'
import type { Host } from './platform/host.ts'
import { answerCommands } from './platform/ipc-main.ts'
import { openLog } from './platform/log-file.ts'
import { networkPorts } from './platform/network-ports.ts'
import { MainWindow } from './platform/main-window.ts'
import { power } from './platform/power.ts'
import { quitApp } from './platform/quit.ts'
import { servedFile } from './platform/served-file.ts'
import { createTrayIcon } from './platform/tray-icon.ts'

/** What the running app offers to a second launch. */
export interface RunningApp {
  show: () => void
}

/** Builds every part, joins them, and opens the window. `outFolder` holds the built bundles. */
export function startApp(host: Host, outFolder: string, faults: Faults): RunningApp {
  const log = openLog(host.logFolder)
  log({ level: 'info', what: 'start' })
  needOwnFiles(outFolder)
  logChildDeaths(log)
  const opened = openHostSettings(host)
  const { settings, policy } = opened
  const window = openWindow(host, outFolder, {
    ...{ settings, log, parts: () => parts, leaving: () => leaving }
  })
  // The page's own process starts beside what follows; this runs in one go, so what the page asks
  // is heard when there is an answer.
  window.show()
  const desktop = createDesktop(() => window.shown())
  const { net } = faults
  const parts = openParts(host, outFolder, { settings, policy, log, net, desktop })
  joinParts(parts)
  watchWaking(parts, { power, clock, timings: host.timings })
  const handlers = createHandlers(parts)
  answerCommands(handlers, { clock, log })

  let hasTray = false
  const leaving = openLeaving(parts, { log, outFolder, window, hasTray: () => hasTray })
  followFaults(faults, { parts, log, leaving })
  const everyMs = host.timings.publishEveryMs
  const send = window.send.bind(window)
  const publish = createPublish({ clock, everyMs, send, log })
  publishParts(parts, publish)
  publishLibrary({ feed: parts.libraryFeed, publish, clock, everyMs, send })
  const show = window.show.bind(window)
  const { tell } = parts.timeline
  // A desktop that takes no icon costs the icon, not the app.
  guarded(() => {
    showTray(parts, trayActions({ handlers, tell, open: show, quit: quitApp }))
    hasTray = true
  })()
  showApplicationMenu(parts, host.packaged)
  for (const happening of opened.news) tell(happening)
  void parts.openedLibrary.start()
  return { show }
}

function openParts(
  host: Host,
  outFolder: string,
  { log, net, ...deps }: Pick<PartsDeps, 'settings' | 'policy' | 'desktop'> & { log: Log; net: Net }
): BuiltParts {
  const { timings } = host
  const gatewayClock = new GatewayClock()
  const parts: BuiltParts = buildParts({
    ...deps,
    clock,
    timings,
    clipboard: systemClipboard,
    network: networkPorts,
    desktopFacts,
    libraryPath: join(host.userData, 'library.db'),
    auditPath: join(host.userData, 'supervision-audit.jsonl'),
    work: openFileWork(outFolder, { log, net }),
    onBug: (thrown) => {
      log({ level: 'error', what: 'library', frames: framesOf(thrown) })
    },
    gatewayClock,
    onRequest: observeRequest({
      clock: gatewayClock,
      log,
      show: (line) => {
        parts.timeline.request(line)
      }
    })
  })
  return parts
}

/** The window is made first: what it needs later of what is built after it, it asks for then. */
interface WindowParts {
  settings: PartsDeps['settings']
  log: Log
  parts: () => BuiltParts
  leaving: () => Leaving
}

function openWindow(
  host: Host,
  outFolder: string,
  { settings, log, parts, leaving }: WindowParts
): MainWindow {
  const session = closeDoors()
  serveApp({
    session,
    folder: join(outFolder, 'renderer'),
    saved: (itemId, request) => servedFile(parts().savedFiles, itemId, request)
  })
  const tell: Tell = (happening) => {
    parts().timeline.tell(happening)
  }
  const memory = createWindowMemory({ settings, tell, log })
  const deaths = new PageDeaths(clock)
  const window: MainWindow = new MainWindow({
    preload: ownFiles(outFolder).preload,
    devTools: !host.packaged,
    lastPlace: memory.last,
    keepPlace: memory.keep,
    theme: () => settings.view().theme,
    closing: () => leaving().closingWindow(),
    onSign: (sign) => leaving().take(sign),
    onPageGone: (reason) => {
      log({ level: 'error', what: 'page gone', outcome: reason })
      return deaths.died()
    },
    askAfterDeaths: () => askAfterDeaths(() => window.shown()),
    quit: quitApp
  })
  return window
}

/** The tray follows everything that its menu is a function of. */
function showTray(parts: BuiltParts, actions: ReturnType<typeof trayActions>): void {
  const { session, calls, captures, library, libraryFeed, settings, agentStates } = parts
  const tray = createTrayIcon(actions)
  let stopClock = (): void => undefined
  const show = (): void => {
    stopClock()
    const view = session.view()
    if (view.state === 'reconnecting') stopClock = clock.after(trayClockStepMs, show)
    tray.show({
      now: clock.now(),
      session: view,
      states: agentStates.known(),
      call: calls.current(),
      captures: captures.list(),
      unsavedVideo: library.lastUnsavedVideo()
    })
  }
  for (const part of [session, calls, captures, settings, agentStates]) part.onChange(show)
  libraryFeed.onItems(show)
  show()
}
