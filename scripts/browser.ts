import { accessSync, constants } from 'node:fs'

/**
 * Chromium without the browser around it, as Electron has it too: with a page it has used 0.3 s of
 * processor time where the whole browser has used 2 s (156.0.8078.79, Debian 12, both `--headless`,
 * utime + stime of all its processes in /proc after 1.5 s). Its script in `/usr/bin` stays between
 * it and whoever wants to end it.
 */
export const headlessShell = '/usr/lib/chromium/chromium-headless-shell'

/** Places where a Chromium-family browser is installed, by platform; the first that is there wins. */
const places: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: [
    headlessShell,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/microsoft-edge'
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'
  ]
}

/** Flags for a browser that only ever sees pages of ours: no sandbox where root runs it, no calls home. */
export const chromiumArguments: readonly string[] = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync'
]

/** The installed browser's path, or null. `CALLSIDE_BROWSER` names one by hand. */
export function findBrowser(): string | null {
  const named = process.env['CALLSIDE_BROWSER']
  const candidates = named === undefined ? (places[process.platform] ?? []) : [named]
  return candidates.find(isExecutable) ?? null
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
