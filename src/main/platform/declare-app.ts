import { app } from 'electron/main'
import { m, speak } from '../../shared/i18n/index.ts'
import { refusesRoot } from '../desktop/root-refusal.ts'
import { appUserModelId } from '../desktop/system-identity.ts'
import { languageOf } from '../desktop/system-language.ts'
import { declareAppScheme } from './app-scheme.ts'
import { refuseDefaultMenu } from './application-menu.ts'

/** What Electron wants to know before it is ready. */
export function declareApp(): void {
  app.enableSandbox()
  declareAppScheme()
  refuseDefaultMenu()
  const id = appUserModelId(process.platform)
  if (id !== null) app.setAppUserModelId(id)
}

/** Ends the app with one sentence if root runs it where that cannot work; false where it may run. */
export function endForRoot(): boolean {
  const uid = process.getuid?.()
  const hasChromium = 'chrome' in process.versions
  if (!refusesRoot({ platform: process.platform, uid, hasChromium })) return false
  speak(() => languageOf(app.getPreferredSystemLanguages()))
  process.stderr.write(`${m.desktop_no_root()}\n`)
  app.exit(1)
  return true
}
