import type { ActivityEntry } from '../../../../shared/model/activity.ts'
import { outcomeWords, type OutcomeTone } from '../../words/outcome-words.ts'

export const activityFilters = ['all', 'problems', 'requests', 'events'] as const
export type ActivityFilter = (typeof activityFilters)[number]

/** How an entry looks: events and requests that went well stay in the background. */
export function toneOf(entry: ActivityEntry): OutcomeTone | 'quiet' {
  switch (entry.kind) {
    case 'request':
      return entry.outcome === 'ok' ? 'quiet' : 'problem'
    case 'event':
      return 'quiet'
    case 'outcome':
      return outcomeWords[entry.name][0]
  }
}

const passes: Record<ActivityFilter, (entry: ActivityEntry) => boolean> = {
  all: () => true,
  problems: (entry) => ['warn', 'problem'].includes(toneOf(entry)),
  requests: ({ kind }) => kind === 'request',
  events: ({ kind }) => kind === 'event'
}

/** The entries that pass, newest first whatever order they came in. */
export const filterActivity = (
  entries: readonly ActivityEntry[],
  filter: ActivityFilter
): readonly ActivityEntry[] => entries.filter(passes[filter]).sort((a, b) => b.id - a.id)

/**
 * Gives each entry as the object that stood for its id before. Entries never change, but every
 * message from main is a fresh copy of all of them: without this, one event redraws 500 rows.
 */
export function createFamiliar(): (entries: readonly ActivityEntry[]) => readonly ActivityEntry[] {
  let known = new Map<number, ActivityEntry>()
  return (entries) => {
    const familiar = entries.map((entry) => known.get(entry.id) ?? entry)
    known = new Map(familiar.map((entry) => [entry.id, entry]))
    return familiar
  }
}
