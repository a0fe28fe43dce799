import type { ActivityEntry } from '../../../shared/model/activity.ts'
import { isSpoken, outcomeSentence, outcomeWords } from '../words/outcome-words.ts'
import type { Announcer } from '../state/announcer.svelte.ts'

/** Tells `announcer` about outcomes as they come in; what was there at the start is history. */
export function createOutcomeSpeech(
  announcer: Announcer
): (entries: readonly ActivityEntry[]) => void {
  let lastId: number | null = null
  return (entries) => {
    const newest = entries.reduce((id, entry) => Math.max(id, entry.id), -1)
    const since = lastId ?? newest
    lastId = Math.max(since, newest)
    const fresh = entries.filter(({ id }) => id > since).sort((a, b) => a.id - b.id)
    for (const entry of fresh) {
      if (entry.kind !== 'outcome' || !isSpoken(entry.name)) continue
      const [tone] = outcomeWords[entry.name]
      announcer.say(outcomeSentence(entry.name, entry.subject), tone === 'warn' ? 'info' : tone)
    }
  }
}
