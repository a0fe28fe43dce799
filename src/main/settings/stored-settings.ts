import * as v from 'valibot'
import { languages, librarySettings } from '../../shared/model/settings.ts'
import { proxyChoice } from '../../shared/model/network.ts'
import { rowId } from '../../shared/model/ids.ts'
import { defaultTemplate, isTemplate } from '../library/files/name-template.ts'

const storedProfile = v.object({
  profileId: rowId,
  name: v.string(),
  origin: v.string(),
  caFile: v.nullable(v.string())
})
export type StoredProfile = v.InferOutput<typeof storedProfile>

const bounds = v.object({ x: v.number(), y: v.number(), width: v.number(), height: v.number() })

/** A certificate that a person confirmed for one gateway. Public. */
const storedPin = v.object({ origin: v.string(), sha256: v.string(), pem: v.string() })
export type StoredPin = v.InferOutput<typeof storedPin>

/** A password that only this user of this PC can unseal; see `network/secret-box.ts`. */
const sealedSecret = v.object({ address: v.string(), sealed: v.string() })

/** The library's settings as they are until somebody changes them. */
const libraryDefaults = {
  nameTemplate: defaultTemplate,
  videosAtOnce: 2,
  saveAfterCall: false,
  saveAfterCallWaitSeconds: 30,
  verifyEveryDays: 0
}

/** What {@link librarySettings} asks for, and of a template that it can be used. */
export const usableLibrarySettings = {
  ...librarySettings,
  nameTemplate: v.pipe(librarySettings.nameTemplate, v.check(isTemplate))
}

/** Each value has its own fallback: one that does not fit costs itself, never its neighbours. */
const storedSettings = v.object({
  languageChoice: v.fallback(v.picklist(['system', ...languages]), 'system'),
  theme: v.fallback(v.picklist(['system', 'light', 'dark']), 'system'),
  saveFolder: v.fallback(v.nullable(v.string()), null),
  profiles: v.fallback(v.array(storedProfile), []),
  lastSignIn: v.fallback(
    v.nullable(v.object({ profileId: v.string(), agentId: v.string(), phoneNumber: v.string() })),
    null
  ),
  windowBounds: v.fallback(v.nullable(bounds), null),
  windowMaximised: v.fallback(v.boolean(), false),
  proxy: v.fallback(proxyChoice, { mode: 'system' }),
  pins: v.fallback(v.array(storedPin), []),
  proxySecrets: v.fallback(v.array(sealedSecret), []),
  nameTemplate: v.fallback(usableLibrarySettings.nameTemplate, libraryDefaults.nameTemplate),
  videosAtOnce: v.fallback(usableLibrarySettings.videosAtOnce, libraryDefaults.videosAtOnce),
  saveAfterCall: v.fallback(usableLibrarySettings.saveAfterCall, libraryDefaults.saveAfterCall),
  saveAfterCallWaitSeconds: v.fallback(
    usableLibrarySettings.saveAfterCallWaitSeconds,
    libraryDefaults.saveAfterCallWaitSeconds
  ),
  verifyEveryDays: v.fallback(
    usableLibrarySettings.verifyEveryDays,
    libraryDefaults.verifyEveryDays
  )
})

/** What the settings file holds. A secret is part of it only sealed. */
export type StoredSettings = v.InferOutput<typeof storedSettings>

export const defaultSettings: StoredSettings = {
  languageChoice: 'system',
  theme: 'system',
  saveFolder: null,
  profiles: [],
  lastSignIn: null,
  windowBounds: null,
  windowMaximised: false,
  proxy: { mode: 'system' },
  pins: [],
  proxySecrets: [],
  ...libraryDefaults
}

/** Reads whatever the file holds; `damaged` names the keys whose value did not fit. */
export function readStoredSettings(raw: Readonly<Record<string, unknown>>): {
  settings: StoredSettings
  damaged: readonly string[]
} {
  const settings = v.parse(storedSettings, { ...defaultSettings, ...raw })
  const damaged = Object.keys(defaultSettings).filter(
    (key) =>
      key in raw &&
      JSON.stringify(raw[key]) !== JSON.stringify(settings[key as keyof StoredSettings]) // key of defaultSettings
  )
  return { settings, damaged }
}
