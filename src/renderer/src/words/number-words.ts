import { currentLanguage } from '../../../shared/i18n/index.ts'
import type { Language } from '../../../shared/model/settings.ts'

const formats: Readonly<Record<Language, Intl.NumberFormat>> = {
  en: new Intl.NumberFormat('en'),
  'zh-CN': new Intl.NumberFormat('zh-CN')
}

/** 10,000 as the language of the window writes it. */
export const grouped = (value: number): string => formats[currentLanguage()].format(value)

/** What a message takes that counts: the number for its plural, and as it is read. */
export const counted = (count: number): { count: number; number: string } => ({
  count,
  number: grouped(count)
})
