import { app } from 'electron/main'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FolderKind } from '../../shared/model/folder-kind.ts'
import type { Language } from '../../shared/model/settings.ts'
import { languageOf } from '../desktop/system-language.ts'
import { createKindOf, folderFacts, holdsFiles } from '../settings/folder-facts.ts'
import { policyPath } from '../settings/policy.ts'
import type { KeptFolders } from '../settings/save-folder.ts'
import { usualFolder, type UsualFolderFacts } from '../settings/usual-folder.ts'
import type { UserDataInForce } from '../user-data/move-user-data.ts'
import { defaultTimings, timingsFrom, type Timings } from '../timings.ts'

/** What the app has to know of the PC and of how it was started. */
export interface Host {
  packaged: boolean
  version: string
  /** The folder of this user's settings. */
  userData: string
  /** Why settings and library are still where an earlier version kept them; see `user-data/`. */
  userDataNotMoved: UserDataInForce['notMoved']
  /** False where what is set and saved now is forgotten when the app ends. */
  userDataKept: boolean
  logFolder: string
  /** Where videos and pictures go until somebody chooses another folder. */
  saveFolder: string
  keptFolders: KeptFolders
  /** Tells whether a folder is on this PC, in a cloud or on a share. */
  kindOf: (folder: string) => FolderKind
  language: Language
  /** The organisation's policy file, or null where there is none; an unreadable one is empty text. */
  policyText: string | null
  timings: Timings
}

/** What a start that fails needs to say so: found without reading anything that could fail. */
export interface HostVoice {
  readonly logFolder: string
  readonly language: Language
}

export const hostVoice = (): HostVoice => ({
  logFolder: join(app.getPath('userData'), 'logs'),
  language: languageOf(app.getPreferredSystemLanguages())
})

/** This user's data as the start has found them. */
export type FoundUserData = UserDataInForce & { readonly kept: boolean }

/** Reads the host. The two environment variables are for unpackaged builds only. */
export function readHost({ notMoved, kept }: FoundUserData): Host {
  const packaged = app.isPackaged
  const userData = app.getPath('userData')
  const { platform } = process
  const kindOf = createKindOf(folderFacts(platform, process.env))
  return {
    packaged,
    version: app.getVersion(),
    userData,
    userDataNotMoved: notMoved,
    userDataKept: kept,
    ...hostVoice(),
    saveFolder: usualFolder({ platform, folders: ownFolders(), kindOf, holdsFiles }),
    kindOf,
    keptFolders: { platform, userData, temp: app.getPath('temp') },
    policyText: readPolicyText(packaged),
    timings: packaged ? defaultTimings : timingsFrom(process.env['CALLSIDE_TIMINGS'])
  }
}

function ownFolders(): UsualFolderFacts['folders'] {
  const home = app.getPath('home')
  return { home, videos: pathOr(home, 'videos'), documents: pathOr(home, 'documents') }
}

/** A folder that the system names; Electron throws where it does not. */
function pathOr(otherwise: string, name: 'videos' | 'documents'): string {
  try {
    return app.getPath(name)
  } catch {
    return otherwise
  }
}

function readPolicyText(packaged: boolean): string | null {
  const fromEnvironment = process.env['CALLSIDE_POLICY_FILE']
  const path = policyPath({ packaged, platform: process.platform, fromEnvironment })
  if (path === null) return null
  try {
    return readFileSync(path, 'utf8')
  } catch (thrown) {
    const absent = thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT'
    return absent ? null : ''
  }
}
