import type { FolderKind } from '../../shared/model/folder-kind.ts'
import type { Language } from '../../shared/model/settings.ts'
import type { Happening } from '../calls/timeline.ts'
import { noPolicy, readPolicy, type Policy } from './policy.ts'
import { followLinks } from './follow-links.ts'
import { mayHoldVideos, type KeptFolders } from './save-folder.ts'
import { openSettingsFile, type OpenedSettings, type SettingsFileDeps } from './settings-file.ts'
import { createSettings, type Settings } from './settings.ts'
import { readStoredSettings } from './stored-settings.ts'

export interface OpenSettingsDeps extends SettingsFileDeps {
  policyText: string | null
  systemLanguage: Language
  defaultSaveFolder: string
  keptFolders: KeptFolders
  kindOf: (folder: string) => FolderKind
  now: () => number
  appVersion: string
}

/**
 * Opens settings and policy. Whatever was damaged or not understood is left out and named: `news` is
 * for the timeline, so that nobody wonders why a value does not hold.
 */
export function openSettings(deps: OpenSettingsDeps): {
  settings: Settings
  policy: Policy
  news: readonly Happening[]
} {
  const file = openSettingsFile(deps)
  const { settings: stored, damaged } = readStoredSettings(file.raw)
  const { policy, ignored } =
    deps.policyText === null ? { policy: noPolicy, ignored: [] } : readPolicy(deps.policyText)
  const { systemLanguage, defaultSaveFolder, now, appVersion } = deps
  const settings = createSettings({
    stored,
    write: file.write,
    policy,
    systemLanguage,
    defaultSaveFolder,
    mayHoldVideos: holdsVideos(deps.keptFolders),
    kindOf: deps.kindOf,
    now,
    appVersion
  })
  return {
    settings,
    policy,
    news: [
      ...newsOfFile(file.from, damaged),
      ...ignored.map((subject): Happening => ({ name: 'policy-ignored', subject }))
    ]
  }
}

/** What became of the file, and of the values in it that did not fit. */
function newsOfFile(from: OpenedSettings['from'], damaged: readonly string[]): Happening[] {
  const news: Happening[] = []
  if (from !== 'file')
    news.push({ name: from === 'backup' ? 'settings-restored' : 'settings-reset' })
  if (damaged.length > 0) news.push({ name: 'settings-values-reset', subject: damaged.join(', ') })
  return news
}

/** By the name that was chosen, and by the one that it has once every link in it is followed. */
function holdsVideos(kept: KeptFolders): (folder: string) => boolean {
  const { userData, temp } = kept
  const followed = { ...kept, userData: followLinks(userData), temp: followLinks(temp) }
  return (folder) => mayHoldVideos(folder, kept) && mayHoldVideos(followLinks(folder), followed)
}
