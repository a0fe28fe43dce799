import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'

/** Screenshots of the app's window, named by screen and language. */
export function photograph(page: Page, output: string) {
  const folder = join(output, 'screenshots')
  mkdirSync(folder, { recursive: true })

  const inLanguage = async (languageChoice: 'en' | 'zh-CN', screen: string): Promise<void> => {
    await page.evaluate(
      `callside.invoke('settings.change', { languageChoice: '${languageChoice}' })`
    )
    await page.locator(`html[lang="${languageChoice}"]`).waitFor()
    await page.screenshot({ path: join(folder, `${screen}.${languageChoice}.png`) })
  }

  return {
    /** The same moment in both languages; English stays. */
    async bothLanguages(screen: string): Promise<void> {
      // A message speaks the language of its moment, so none may be left over.
      const dismiss = page.getByRole('button', { name: 'Dismiss' })
      while ((await dismiss.count()) > 0) await dismiss.first().click()
      await page.evaluate(`document.querySelector('main').scrollTo(0, 0)`)
      await inLanguage('zh-CN', screen)
      await inLanguage('en', screen)
    }
  }
}
