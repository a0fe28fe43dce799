export interface WhoRuns {
  platform: NodeJS.Platform
  /** The user's number; undefined where the system has none. */
  uid: number | undefined
  /** Whether the process that would show the pages has Chromium in it. */
  hasChromium: boolean
}

/**
 * Whether the app must not go on: on Linux Chromium's sandbox does not start for root, and pages
 * without it are not ours to show. Its processes would end and be started again without end.
 */
export const refusesRoot = ({ platform, uid, hasChromium }: WhoRuns): boolean =>
  platform === 'linux' && uid === 0 && hasChromium
