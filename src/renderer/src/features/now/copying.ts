import { m } from '../../../../shared/i18n/index.ts'
import type { Announcer } from '../../state/announcer.svelte.ts'
import { copyText } from '../../ui/copy-text.ts'

/** Copies plain text; rejects where that fails, after the agent was told. */
export type Copy = (text: string) => Promise<void>

export const copying =
  (announcer: Announcer): Copy =>
  async (text) => {
    try {
      await copyText(text)
    } catch (thrown) {
      announcer.say(m.now_not_copied(), 'problem')
      throw thrown
    }
  }
