import * as v from 'valibot'
import { folderKinds } from './folder-kind.ts'
import { proxyChoice, proxyWish } from './network.ts'

export const languages = ['en', 'zh-CN'] as const
export type Language = (typeof languages)[number]

/** Text with `{date}`, `{time}`, `{agent}` and `{call}` in it; main checks the rest. */
export const nameTemplate = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120))

/** Settings that a policy may fix. */
export const manageable = [
  'saveFolder',
  'proxy',
  'nameTemplate',
  'videosAtOnce',
  'saveAfterCall',
  'saveAfterCallWaitSeconds',
  'verifyEveryDays'
] as const
export type Manageable = (typeof manageable)[number]

const videosAtOnce = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4))
const saveAfterCallWaitSeconds = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3_600))
/** 0 never looks by itself. */
const verifyEveryDays = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(365))

/** What each setting of the library may be. */
export const librarySettings = {
  nameTemplate,
  videosAtOnce,
  saveAfterCall: v.boolean(),
  saveAfterCallWaitSeconds,
  verifyEveryDays
}

export const settingsView = v.object({
  language: v.picklist(languages),
  /** `system` follows the desktop's language. */
  languageChoice: v.picklist(['system', ...languages]),
  theme: v.picklist(['system', 'light', 'dark']),
  saveFolder: v.string(),
  saveFolderManaged: v.boolean(),
  saveFolderKind: v.picklist(folderKinds),
  ...librarySettings,
  proxy: proxyChoice,
  /** Which settings the organisation's policy fixes. */
  managed: v.pipe(v.array(v.picklist(manageable)), v.readonly()),
  /** Filled in on the next sign-in form; no password is ever kept. */
  lastSignIn: v.nullable(
    v.object({ profileId: v.string(), agentId: v.string(), phoneNumber: v.string() })
  ),
  appVersion: v.string()
})
export type SettingsView = v.InferOutput<typeof settingsView>

export const settingsChange = v.strictObject({
  languageChoice: v.exactOptional(v.picklist(['system', ...languages])),
  theme: v.exactOptional(v.picklist(['system', 'light', 'dark'])),
  nameTemplate: v.exactOptional(nameTemplate),
  videosAtOnce: v.exactOptional(videosAtOnce),
  saveAfterCall: v.exactOptional(v.boolean()),
  saveAfterCallWaitSeconds: v.exactOptional(saveAfterCallWaitSeconds),
  verifyEveryDays: v.exactOptional(verifyEveryDays),
  proxy: v.exactOptional(proxyWish)
})
export type SettingsChange = v.InferOutput<typeof settingsChange>
