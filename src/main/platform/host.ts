import { app } from 'electron/main'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Language } from '../../shared/model/settings.ts'
import { languageOf } from '../desktop/system-language.ts'
import { policyPath } from '../settings/policy.ts'
import type { KeptFolders } from '../settings/save-folder.ts'
import { defaultTimings, timingsFrom, type Timings } from '../timings.ts'

/** What the app has to know of the PC and of how it was started. */
export interface Host {
  packaged: boolean
  version: string
  /** The folder of this user's settings. */
  userData: string
  logFolder: string
  /** Where videos and pictures go until somebody chooses another folder. */
  saveFolder: string
  keptFolders: KeptFolders
  language: Language
  /** The organisation's policy file, or null where there is none; an unreadable one is empty text. */
  policyText: string | null
  timings: Timings
}

/** Reads the host. The two environment variables are for unpackaged builds only. */
export function readHost(): Host {
  const packaged = app.isPackaged
  const userData = app.getPath('userData')
  return {
    packaged,
    version: app.getVersion(),
    userData,
    logFolder: join(userData, 'logs'),
    saveFolder: join(app.getPath('documents'), 'Callside'),
    keptFolders: { platform: process.platform, userData, temp: app.getPath('temp') },
    language: languageOf(app.getPreferredSystemLanguages()),
    policyText: readPolicyText(packaged),
    timings: packaged ? defaultTimings : timingsFrom(process.env['CALLSIDE_TIMINGS'])
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
