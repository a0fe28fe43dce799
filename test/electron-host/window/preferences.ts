import { existsSync } from 'node:fs'
import { NotOfferedError } from '../typing/offer.ts'

/** Preferences whose only value here is the one that Electron has by default. */
const fixed = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  nodeIntegrationInWorker: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  offscreen: false
} as const satisfies Partial<Electron.WebPreferences>

/** Refuses preferences that would need another kind of page; the others have no effect here. */
export function checkPreferences(preferences: Electron.WebPreferences = {}): void {
  for (const [name, only] of Object.entries(fixed)) {
    // Each of these preferences is a boolean.
    const asked = Reflect.get(preferences, name) as boolean | undefined
    if (asked !== undefined && asked !== only) {
      throw new NotOfferedError(`webPreferences.${name}: ${String(asked)}`)
    }
  }
}

/** The preload's path, or null; a path that leads nowhere is said at once. */
export function preloadOf(preferences: Electron.WebPreferences | undefined): string | null {
  const path = preferences?.preload
  if (path === undefined) return null
  if (!existsSync(path)) {
    process.stderr.write(`Electron stand-in: there is no preload script ${path}\n`)
    return null
  }
  return path
}
