import type { SettingsView } from '../../shared/model/settings.ts'

/** The page's own ground (`--ground` in tokens.css), by whether the page is dark. */
const ground = { light: '#f3f6f7', dark: '#10171b' } as const

/** What a window shows until its page has been painted: no white flash before a dark page. */
export function windowColour(theme: SettingsView['theme'], isSystemDark: boolean): string {
  return ground[theme === 'system' ? (isSystemDark ? 'dark' : 'light') : theme]
}
