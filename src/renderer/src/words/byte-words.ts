import type { Language } from '../../../shared/model/settings.ts'

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

interface Format {
  readonly per: number
  readonly number: Intl.NumberFormat
}

/** Made once: a list of transfers writes hundreds of them a second. */
const formatsFor = (language: Language): readonly Format[] =>
  units.map((unit, step) => ({
    per: 1000 ** step,
    number: new Intl.NumberFormat(language, {
      style: 'unit',
      unit,
      unitDisplay: step === 0 ? 'long' : 'short',
      maximumFractionDigits: step === 0 ? 0 : 1
    })
  }))

const formats: Readonly<Record<Language, readonly Format[]>> = {
  en: formatsFor('en'),
  'zh-CN': formatsFor('zh-CN')
}

/** "3.4 MB", as the language writes it; 1 kB is 1000 bytes. */
export function bytesInWords(bytes: number, language: Language): string {
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3))
  const format = formats[language][step]
  return format === undefined ? String(bytes) : format.number.format(bytes / format.per)
}
