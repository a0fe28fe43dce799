import type { Language } from '../model/settings.ts'
import { overwriteGetLocale } from './compiled/runtime.js'

export { m } from './compiled/messages.js'

/** Makes every message of this process speak the language that `current` gives at that moment. */
export function speak(current: () => Language): void {
  overwriteGetLocale(current)
}
