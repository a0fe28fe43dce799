import type { Language, SettingsChange, SettingsView } from '../../shared/model/settings.ts'
import { AppError } from '../../shared/errors.ts'
import { createListeners } from '../listeners.ts'
import type { Policy } from './policy.ts'
import type { StoredSettings } from './stored-settings.ts'

export interface SettingsDeps {
  stored: StoredSettings
  /** Writes all of them; throws where the disk refuses. */
  write: (settings: StoredSettings) => void
  policy: Policy
  systemLanguage: Language
  defaultSaveFolder: string
  appVersion: string
}

/** The settings that hold: the policy's value where there is one, then the stored one, then the default. */
export function createSettings(deps: SettingsDeps) {
  const changes = createListeners<SettingsView>()
  let stored = deps.stored

  const view = (): SettingsView => ({
    language: stored.languageChoice === 'system' ? deps.systemLanguage : stored.languageChoice,
    languageChoice: stored.languageChoice,
    theme: stored.theme,
    saveFolder: deps.policy.saveFolder ?? stored.saveFolder ?? deps.defaultSaveFolder,
    saveFolderManaged: deps.policy.saveFolder !== null,
    lastSignIn: stored.lastSignIn,
    appVersion: deps.appVersion
  })

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
    change({ languageChoice, theme }: SettingsChange): SettingsView {
      keep({
        ...(languageChoice === undefined ? {} : { languageChoice }),
        ...(theme === undefined ? {} : { theme })
      })
      return view()
    },
    setSaveFolder(folder: string): SettingsView {
      if (deps.policy.saveFolder !== null) {
        throw new AppError('profile-managed', 'The save folder is set by policy')
      }
      keep({ saveFolder: folder })
      return view()
    },
    onChange: changes.add
  }
}

export type Settings = ReturnType<typeof createSettings>
