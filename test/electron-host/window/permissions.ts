import type { Connection } from '../browser/connection.ts'
import type { HostSession } from '../session/session.ts'
import { originOf } from './frame.ts'

type Handlers = HostSession['permissionHandlers']
type ElectronName = Parameters<NonNullable<Handlers['check']>>[1]

interface Permission {
  /** DevTools' name. */
  name: string
  electron: ElectronName
  mediaType?: 'video' | 'audio'
}

/** What pages can ask for. */
const permissions: readonly Permission[] = [
  { name: 'camera', electron: 'media', mediaType: 'video' },
  { name: 'microphone', electron: 'media', mediaType: 'audio' },
  { name: 'geolocation', electron: 'geolocation' },
  { name: 'notifications', electron: 'notifications' },
  { name: 'clipboard-read', electron: 'clipboard-read' },
  { name: 'clipboard-write', electron: 'clipboard-sanitized-write' },
  { name: 'midi', electron: 'midi' }
]

export interface PermissionsOptions {
  connection: Connection
  session: HostSession
  contents: Electron.WebContents
}

/**
 * Asks the session's handlers about every permission before a document of that origin loads, and
 * makes Chromium obey. DevTools tells of no request in time, so the app is asked ahead of need.
 * Without handlers everything is granted, as in Electron.
 */
export async function settlePermissions(
  options: PermissionsOptions,
  page: { chromiumUrl: string; url: string }
): Promise<void> {
  const { id: browserContextId } = await options.session.context()
  const set = async (name: string, isGranted: boolean): Promise<void> => {
    await options.connection.browser.send('Browser.setPermission', {
      permission: { name },
      setting: isGranted ? 'granted' : 'denied',
      origin: new URL(page.chromiumUrl).origin,
      ...(browserContextId === undefined ? {} : { browserContextId })
    })
  }
  await Promise.all(
    permissions.map(async (permission) => {
      let isSettled = false
      let answer = false
      ask({ ...permission, ...options, url: page.url }, (isGranted) => {
        answer = isGranted
        // An answer that takes its time is obeyed when it comes.
        if (isSettled) void set(permission.name, isGranted)
      })
      await set(permission.name, answer)
      isSettled = true
    })
  )
}

interface Question extends Permission, PermissionsOptions {
  url: string
}

function ask(question: Question, answer: (isGranted: boolean) => void): void {
  const { session, contents, electron, mediaType, url } = question
  const { check, request } = session.permissionHandlers
  const details = { isMainFrame: true, requestingUrl: url }
  const media = mediaType === undefined ? {} : { mediaType }
  // Without a check everything counts as granted, whatever the requests are answered.
  const isAllowed =
    check === null || check(contents, electron, `${originOf(url)}/`, { ...details, ...media })
  if (!isAllowed) answer(false)
  else if (check === null || request === null) answer(true)
  else {
    const types = mediaType === undefined ? {} : { mediaTypes: [mediaType] }
    request(contents, electron, answer, { ...details, ...types })
  }
}
