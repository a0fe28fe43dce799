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
  | MustLeave

/** The app ends, whoever talks. */
export interface MustLeave {
  readonly means: 'must'
  /**
   * How long the system waits: until the app has ended, if the handler says so; until the handler has
   * returned, and perhaps no longer; or whatever time it takes, up to its own limit.
   */
  readonly waits: 'if-held' | 'for-handler' | 'by-clock'
  readonly withinMs: number
}

const wish: SignMeaning = { means: 'wish' }
const update: SignMeaning = { means: 'update' }
const must = (withinMs: number, waits: MustLeave['waits']): MustLeave => ({
  means: 'must',
  waits,
  withinMs
})

/**
 * How long leaving may take once the system ends the app. Each is a second less than what the system
 * gives before it kills, so that the app ends by itself:
 * logind's InhibitDelayMaxSec is 5 s; Windows' HungAppTimeout is 5 s; macOS waits longer before it says
 * that an app interrupts the log-off, but nobody who logs off should wait for us.
 */
const systemMs = { win32: 4_000, darwin: 4_000, linux: 4_000 }

/** After SIGTERM systemd waits 90 s and containers 10 s; session managers kill after about 5 s. */
const signalMs = 4_000

/** What the gateway may take of a handler's time; the rest is for what comes after it. */
export const handlerShare = 3 / 4

type Table = Partial<Record<LeavingSign, SignMeaning>>

/**
 * On Windows `before-quit` is not emitted at a log-off. Its two messages are never answered with no:
 * that would put the app on the screen of those that prevent the log-off. Once the second has been
 * handled, Windows may end the process. Elsewhere no window tells of them.
 */
const windowsLogOff: Table = {
  'query-session-end': { means: 'may-end' },
  'session-end': must(systemMs.win32, 'for-handler')
}

const everywhere: Table = {
  'before-quit': wish,
  'before-quit-for-update': update,
  faults: must(signalMs, 'by-clock'),
  ...windowsLogOff
}
const unixSignals: Table = {
  SIGTERM: must(signalMs, 'by-clock'),
  SIGINT: must(signalMs, 'by-clock'),
  SIGHUP: must(signalMs, 'by-clock')
}

const tables: Record<'win32' | 'darwin' | 'linux', Table> = {
  win32: {
    ...everywhere,
    // Ctrl+C and the closed window of the console that a developer started the app from.
    SIGINT: must(signalMs, 'by-clock'),
    SIGHUP: must(signalMs, 'by-clock')
  },
  darwin: { ...everywhere, ...unixSignals, shutdown: must(systemMs.darwin, 'if-held') },
  linux: { ...everywhere, ...unixSignals, shutdown: must(systemMs.linux, 'if-held') }
}

/** What `sign` means on this platform, or null if it never comes there. */
export function meaningOf(platform: NodeJS.Platform, sign: LeavingSign): SignMeaning | null {
  const table = platform === 'win32' || platform === 'darwin' ? tables[platform] : tables.linux
  return table[sign] ?? null
}
