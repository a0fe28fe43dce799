import { m } from '../../../shared/i18n/index.ts'
import type { LibraryView } from '../../../shared/model/library.ts'
import type { Announcer } from '../state/announcer.svelte.ts'

/** Why saving stands still, where nobody asked for that and the session does not tell it; else null. */
const stopOf = ({ pause }: LibraryView): string | null => {
  if (pause === null || pause.by === 'agent' || pause.by === 'gateway') return null
  return pause.by === 'no-space' ? m.queue_paused_space() : m.queue_paused_folder()
}

/** Tells `announcer` when saving stops by itself, and when it goes on; what was so before is history. */
export function createQueueSpeech(announcer: Announcer): (library: LibraryView) => void {
  let last: { by: string | null } | null = null
  return (library) => {
    const by = library.pause?.by ?? null
    const stopped = stopOf(library)
    const before = last
    last = { by }
    if (before === null || before.by === by) return
    if (stopped !== null) announcer.say(stopped, 'problem')
    else if (before.by === 'no-space' || before.by === 'folder') {
      if (by === null) announcer.say(m.queue_goes_on(), 'ok')
    }
  }
}
