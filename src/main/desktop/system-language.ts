import type { Language } from '../../shared/model/settings.ts'

/** Chinese in any of its forms reads our Simplified Chinese; everybody else gets English. */
export const languageOf = (preferred: readonly string[]): Language =>
  preferred[0]?.toLowerCase().startsWith('zh') === true ? 'zh-CN' : 'en'
