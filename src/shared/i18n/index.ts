import type { Language } from '../model/settings.ts'
import { getLocale, overwriteGetLocale } from './compiled/runtime.js'

export { m } from './compiled/messages.js'

/** Makes every message of this process speak the language that `current` gives at that moment. */
export function speak(current: () => Language): void {
  overwriteGetLocale(current)
}

/** The language that messages speak at this moment; for dates and numbers. */
export const currentLanguage = (): Language => getLocale()
