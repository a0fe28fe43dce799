import { m } from '../../../shared/i18n/index.ts'
import type { LibraryAwayReason } from '../../../shared/model/library-away.ts'

type Words = readonly [title: () => string, help: () => string]

/** What is wrong with the library's file, and what can be done about it. */
export const awayWords: Readonly<Record<LibraryAwayReason, Words>> = {
  locked: [m.away_locked, m.away_locked_help],
  'not-a-file': [m.away_not_a_file, m.away_not_a_file_help],
  forbidden: [m.away_forbidden, m.away_forbidden_help],
  'no-space': [m.away_no_space, m.away_no_space_help],
  failed: [m.away_failed, m.away_failed_help]
}
