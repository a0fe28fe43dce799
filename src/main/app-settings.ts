import { join } from 'node:path'
import { speak } from '../shared/i18n/index.ts'
import type { Happening } from './calls/timeline.ts'
import { systemClock as clock } from './clock.ts'
import type { Host } from './platform/host.ts'
import { openSettingsStore, settingsFileName } from './platform/settings-store.ts'
import { openSettings } from './settings/open-settings.ts'
import { canBeWritten } from './user-data/kept-data.ts'

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
  return { ...opened, news: [...opened.news, ...newsOfFolders(host)] }
}

/** What is not where it should be, or cannot be kept there. */
function newsOfFolders({
  userData: subject,
  userDataKept,
  userDataNotMoved,
  logFolder
}: Host): Happening[] {
  const news: Happening[] = []
  if (userDataNotMoved !== null) news.push({ name: 'user-data-not-moved', subject })
  if (!userDataKept) news.push({ name: 'user-data-not-kept', subject })
  else if (!canBeWritten(logFolder)) news.push({ name: 'log-not-kept', subject: logFolder })
  return news
}
