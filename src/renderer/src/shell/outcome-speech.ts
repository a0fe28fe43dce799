import type { ActivityEntry } from '../../../shared/model/activity.ts'
import { isSaidLate, isSpoken, outcomeSentence, outcomeWords } from '../words/outcome-words.ts'
import type { Announcer } from '../state/announcer.svelte.ts'

/**
 * Tells `announcer` about outcomes as they come in. What was there at the start is history, but for
 * what had to be said and could not be.
 */
export function createOutcomeSpeech(
  announcer: Announcer
): (entries: readonly ActivityEntry[]) => void {
  let lastId: number | null = null
  return (entries) => {
    const isFirst = lastId === null
    const since = lastId ?? -1
    lastId = entries.reduce((id, entry) => Math.max(id, entry.id), since)
    const fresh = entries.filter(({ id }) => id > since).sort((a, b) => a.id - b.id)
    for (const entry of fresh) {
      if (entry.kind !== 'outcome' || !isSpoken(entry.name)) continue
      if (isFirst && !isSaidLate(entry.name)) continue
      const [tone] = outcomeWords[entry.name]
      announcer.say(outcomeSentence(entry.name, entry.subject), tone === 'warn' ? 'info' : tone)
    }
  }
}
