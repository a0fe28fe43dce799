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
