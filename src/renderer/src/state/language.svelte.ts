import type { Language } from '../../../shared/model/settings.ts'

/** The language of this window. Main decides it; until main has told, the desktop's is used. */
export class CurrentLanguage {
  #current = $state<Language>('en')

  constructor(desktopLanguage: string) {
    this.#current = desktopLanguage.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
  }

  get current(): Language {
    return this.#current
  }

  set(language: Language): void {
    this.#current = language
  }
}
