/**
 * What tells the app that it has to leave, by the names that Electron and Node give them. `faults` is
 * our own: so much has failed that it cannot go on.
 */
export const leavingSigns = [
  'before-quit',
  'before-quit-for-update',
  'shutdown',
  'query-session-end',
  'session-end',
  'SIGTERM',
  'SIGINT',
  'SIGHUP',
  'faults'
] as const
export type LeavingSign = (typeof leavingSigns)[number]

/** What a sign means. */
export type SignMeaning =
  /** A person wishes to quit; the app is held until it has finished, or the person stays. */
  | { readonly means: 'wish' }
  /** As a wish; the windows close before the app is asked, and must not refuse. */
  | { readonly means: 'update' }
  /** The session may end. Signing out begins, and a call keeps the agent: this can still be called off. */
  | { readonly means: 'may-end' }
  /** The app ends, whoever talks. `hold`: the system waits when it is asked to. */
  | { readonly means: 'must'; readonly hold: boolean; readonly withinMs: number }

const wish: SignMeaning = { means: 'wish' }
const update: SignMeaning = { means: 'update' }
const must = (withinMs: number, hold: boolean): SignMeaning => ({ means: 'must', hold, withinMs })

/**
 * How long leaving may take once the system ends the app. Each is a second less than what the system
 * gives before it kills, so that the app ends by itself:
 * logind's InhibitDelayMaxSec is 5 s; Windows' HungAppTimeout is 5 s; macOS waits longer before it says
 * that an app interrupts the log-off, but nobody who logs off should wait for us.
 */
const systemMs = { win32: 4_000, darwin: 4_000, linux: 4_000 }

/** After SIGTERM systemd waits 90 s and containers 10 s; session managers kill after about 5 s. */
const signalMs = 4_000

type Table = Partial<Record<LeavingSign, SignMeaning>>

const everywhere: Table = {
  'before-quit': wish,
  'before-quit-for-update': update,
  faults: must(signalMs, false)
}
const unixSignals: Table = {
  SIGTERM: must(signalMs, false),
  SIGINT: must(signalMs, false),
  SIGHUP: must(signalMs, false)
}

/**
 * On Windows `before-quit` is not emitted at a log-off. Its two messages are never answered with no:
 * that would put the app on the screen of those that prevent the log-off.
 */
const tables: Record<'win32' | 'darwin' | 'linux', Table> = {
  win32: {
    ...everywhere,
    'query-session-end': { means: 'may-end' },
    'session-end': must(systemMs.win32, false),
    // Ctrl+C and the closed window of the console that a developer started the app from.
    SIGINT: must(signalMs, false),
    SIGHUP: must(signalMs, false)
  },
  darwin: { ...everywhere, ...unixSignals, shutdown: must(systemMs.darwin, true) },
  linux: { ...everywhere, ...unixSignals, shutdown: must(systemMs.linux, true) }
}

/** What `sign` means on this platform, or null if it never comes there. */
export function meaningOf(platform: NodeJS.Platform, sign: LeavingSign): SignMeaning | null {
  const table = platform === 'win32' || platform === 'darwin' ? tables[platform] : tables.linux
  return table[sign] ?? null
}
