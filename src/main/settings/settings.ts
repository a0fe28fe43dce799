import { AppError } from '../../shared/errors.ts'
import type { FolderKind } from '../../shared/model/folder-kind.ts'
import {
  manageable,
  type Language,
  type Manageable,
  type SettingsChange,
  type SettingsView
} from '../../shared/model/settings.ts'
import { isTemplate, previewName } from '../library/files/name-template.ts'
import { createListeners } from '../listeners.ts'
import { proxyUrlOf, readProxyUrl } from '../network/proxy-list.ts'
import type { Policy } from './policy.ts'
import type { StoredSettings } from './stored-settings.ts'

export interface SettingsDeps {
  stored: StoredSettings
  /** Writes all of them; throws where the disk refuses. */
  write: (settings: StoredSettings) => void
  policy: Policy
  systemLanguage: Language
  defaultSaveFolder: string
  /** False for a folder where no video may be kept. */
  mayHoldVideos: (folder: string) => boolean
  kindOf: (folder: string) => FolderKind
  /** Milliseconds since 1970. */
  now: () => number
  appVersion: string
}

/** The settings that hold: the policy's value where there is one, then the stored one, then the default. */
export function createSettings(deps: SettingsDeps) {
  const { policy } = deps
  const changes = createListeners<SettingsView>()
  let stored = deps.stored

  const view = (): SettingsView => viewOf(deps, stored)

  /** Written first: what could not be stored is not pretended. */
  function keep(change: Partial<StoredSettings>): void {
    const next = { ...stored, ...change }
    deps.write(next)
    stored = next
    changes.tell(view())
  }

  return {
    view,
    stored: (): StoredSettings => stored,
    keep,
    /** Throws `setting-managed`, `name-template-invalid`, `proxy-invalid`: nothing is changed then. */
    change(change: SettingsChange): SettingsView {
      for (const key of manageable) if (key in change) mustBeFree(policy, key)
      if (change.nameTemplate !== undefined && !isTemplate(change.nameTemplate)) {
        throw new AppError('name-template-invalid', 'The template of file names cannot be used')
      }
      keep(usable(change))
      return view()
    },
    /** Throws `setting-managed`, and `file:folder-unusable` for a folder that is not for videos. */
    setSaveFolder(folder: string): SettingsView {
      mustBeFree(policy, 'saveFolder')
      if (!deps.mayHoldVideos(folder)) {
        throw new AppError('file:folder-unusable', 'No video may be kept in this folder')
      }
      keep({ saveFolder: folder })
      return view()
    },
    /** The folder for what is saved now; see {@link settledFolder}. */
    saveFolderInUse: (): string => settledFolder(view(), stored, keep),
    /** The name that a video would get now. Throws `name-template-invalid`. */
    previewName: (template: string): string => previewName(template, deps.now()),
    onChange: changes.add
  }
}

export type Settings = ReturnType<typeof createSettings>

function viewOf(deps: SettingsDeps, stored: StoredSettings): SettingsView {
  const { policy } = deps
  const saveFolder = policy.saveFolder ?? stored.saveFolder ?? deps.defaultSaveFolder
  return {
    language: stored.languageChoice === 'system' ? deps.systemLanguage : stored.languageChoice,
    languageChoice: stored.languageChoice,
    theme: stored.theme,
    saveFolder,
    saveFolderManaged: policy.saveFolder !== null,
    saveFolderKind: deps.kindOf(saveFolder),
    nameTemplate: policy.nameTemplate ?? stored.nameTemplate,
    videosAtOnce: policy.videosAtOnce ?? stored.videosAtOnce,
    saveAfterCall: policy.saveAfterCall ?? stored.saveAfterCall,
    saveAfterCallWaitSeconds: policy.saveAfterCallWaitSeconds ?? stored.saveAfterCallWaitSeconds,
    verifyEveryDays: policy.verifyEveryDays ?? stored.verifyEveryDays,
    proxy: policy.proxy ?? stored.proxy,
    managed: manageable.filter((key) => policy[key] !== null),
    lastSignIn: stored.lastSignIn,
    appVersion: deps.appVersion
  }
}

/**
 * A save folder that nobody chose is chosen by its use: what the system calls "videos" may be
 * redirected later, and files must not end up in two places.
 */
function settledFolder(
  { saveFolder, saveFolderManaged }: SettingsView,
  stored: StoredSettings,
  keep: (change: Pick<StoredSettings, 'saveFolder'>) => void
): string {
  if (!saveFolderManaged && stored.saveFolder === null) {
    try {
      keep({ saveFolder })
    } catch {
      // The disk refuses just now; the next video asks again.
    }
  }
  return saveFolder
}

/** A manual proxy is stored as it is used, so that nobody wonders what was understood. */
function usable(change: SettingsChange): SettingsChange {
  if (change.proxy?.mode !== 'manual') return change
  const way = readProxyUrl(change.proxy.url)
  if (way === null) throw new AppError('proxy-invalid', 'Not the address of an HTTP proxy')
  return { ...change, proxy: { mode: 'manual', url: proxyUrlOf(way) } }
}

function mustBeFree(policy: Policy, key: Manageable): void {
  if (policy[key] !== null) throw new AppError('setting-managed', `${key} is set by policy`)
}
