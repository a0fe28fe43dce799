import { join } from 'node:path'
import { speak } from '../shared/i18n/index.ts'
import { systemClock as clock } from './clock.ts'
import type { Host } from './platform/host.ts'
import { openSettingsStore, settingsFileName } from './platform/settings-store.ts'
import { openSettings } from './settings/open-settings.ts'

/** Opens this user's settings and the organisation's policy; from then on the process speaks their language. */
export function openHostSettings(host: Host): ReturnType<typeof openSettings> {
  const opened = openSettings({
    path: join(host.userData, settingsFileName),
    open: openSettingsStore,
    stamp: String(clock.now()),
    policyText: host.policyText,
    systemLanguage: host.language,
    defaultSaveFolder: host.saveFolder,
    keptFolders: host.keptFolders,
    kindOf: host.kindOf,
    now: clock.now,
    appVersion: host.version
  })
  speak(() => opened.settings.view().language)
  if (host.userDataNotMoved === null) return opened
  const subject = host.userData
  return { ...opened, news: [...opened.news, { name: 'user-data-not-moved', subject }] }
}
