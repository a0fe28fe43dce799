import * as v from 'valibot'

export const languages = ['en', 'zh-CN'] as const
export type Language = (typeof languages)[number]

export const settingsView = v.object({
  language: v.picklist(languages),
  /** `system` follows the desktop's language. */
  languageChoice: v.picklist(['system', ...languages]),
  theme: v.picklist(['system', 'light', 'dark']),
  saveFolder: v.string(),
  saveFolderManaged: v.boolean(),
  /** Filled in on the next sign-in form; no password is ever kept. */
  lastSignIn: v.nullable(
    v.object({ profileId: v.string(), agentId: v.string(), phoneNumber: v.string() })
  ),
  appVersion: v.string()
})
export type SettingsView = v.InferOutput<typeof settingsView>

export const settingsChange = v.strictObject({
  languageChoice: v.exactOptional(v.picklist(['system', ...languages])),
  theme: v.exactOptional(v.picklist(['system', 'light', 'dark']))
})
export type SettingsChange = v.InferOutput<typeof settingsChange>
