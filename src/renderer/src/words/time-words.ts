import type { Language } from '../../../shared/model/settings.ts'

// Made once: building a formatter costs more than formatting a screenful of times with it.
const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const
const day = { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' } as const
const whole = { dateStyle: 'full' } as const
const clocks: Readonly<Record<Language, Intl.DateTimeFormat>> = {
  en: new Intl.DateTimeFormat('en', clock),
  'zh-CN': new Intl.DateTimeFormat('zh-CN', clock)
}
const days: Readonly<Record<Language, Intl.DateTimeFormat>> = {
  en: new Intl.DateTimeFormat('en', day),
  'zh-CN': new Intl.DateTimeFormat('zh-CN', day)
}
const wholeDays: Readonly<Record<Language, Intl.DateTimeFormat>> = {
  en: new Intl.DateTimeFormat('en-GB', whole),
  'zh-CN': new Intl.DateTimeFormat('zh-CN', whole)
}

/** 10:31:05 */
export const clockTime = (at: number, language: Language): string => clocks[language].format(at)

/** The day and the time, as the language writes them. */
export const dayAndTime = (at: number, language: Language): string => days[language].format(at)

/** "Friday 20 November 2026", as the language writes it. */
export const dayInWords = (at: number, language: Language): string => wholeDays[language].format(at)

/** "5 seconds ago"; a moment in the future counts as now. */
export function timeAgo(at: number, now: number, language: Language): string {
  const seconds = Math.max(0, Math.floor((now - at) / 1000))
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  if (seconds < 60) return words.format(-seconds, 'second')
  if (seconds < 3600) return words.format(-Math.floor(seconds / 60), 'minute')
  if (seconds < 86_400) return words.format(-Math.floor(seconds / 3600), 'hour')
  return words.format(-Math.floor(seconds / 86_400), 'day')
}

/** 0:07, 12:40, 1:02:03 */
export function lengthOfTime(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  const two = (value: number): string => String(value).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor((seconds % 3600) / 60)
  return hours === 0
    ? `${minutes}:${two(seconds % 60)}`
    : `${hours}:${two(minutes)}:${two(seconds % 60)}`
}
