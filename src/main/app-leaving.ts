import { join } from 'node:path'
import { systemClock as clock } from './clock.ts'
import { framesOf, type Log } from './diagnostics/log.ts'
import { Leaving } from './leaving/leaving.ts'
import { sendAtOnce } from './leaving/send-at-once.ts'
import type { BuiltParts } from './parts.ts'
import { askToEndCall } from './platform/desktop.ts'
import type { MainWindow } from './platform/main-window.ts'
import { listenForLeaving, quitApp } from './platform/quit.ts'

export interface OpenLeavingDeps {
  log: Log
  /** Holds the built bundles. */
  outFolder: string
  window: MainWindow
  hasTray: () => boolean
}

/** The way out: signs out and ends every transfer, unless the agent would rather stay in the call. */
export function openLeaving(
  parts: BuiltParts,
  { log, outFolder, window, hasTray }: OpenLeavingDeps
): Leaving {
  const { session, calls, captures, openedLibrary, rejoin, practice } = parts
  const thread = join(outFolder, 'main', 'last-call-thread.js')
  const leaving = new Leaving({
    platform: process.platform,
    clock,
    isSignedIn: () => 'agent' in session.view(),
    inCall: () => calls.current() !== null,
    signOut: (force) => session.signOut(force),
    signOutAtOnce: (withinMs) => {
      // The practice gateway is served by this very thread: it could not answer, and nothing there is real.
      const view = session.view()
      if ('agent' in view && view.agent.practice) return
      session.signOutAtOnce((request) => sendAtOnce(thread, request, withinMs))
    },
    ask: (withdrawn) => askToEndCall(() => window.shown(), withdrawn),
    hasTray,
    showQuestion: () => {
      window.show()
    },
    close: async () => {
      session.close()
      captures.close()
      await Promise.allSettled([openedLibrary.close(), rejoin.clear(), practice.stop()])
    },
    end: quitApp,
    onFault: (what, thrown) => {
      log({ level: 'error', what, frames: framesOf(thrown) })
    }
  })
  const look = (): void => {
    leaving.look()
  }
  session.onChange(look)
  calls.onChange(look)
  listenForLeaving((sign) => leaving.take(sign))
  return leaving
}
