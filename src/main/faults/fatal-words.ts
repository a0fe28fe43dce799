import { m } from '../../shared/i18n/index.ts'

/** What a native box says when the app cannot start, or cannot go on. */
export interface FatalWords {
  readonly title: string
  readonly detail: string
  /** The button that starts the app again. */
  readonly again: string
  /** Shown in its folder on demand. */
  readonly path: string
}

/** Where somebody can look further. */
export interface FatalFacts {
  readonly ref: string
  readonly logFile: string
}

const reasons: Readonly<Record<string, () => string>> = {
  EACCES: m.fault_start_denied,
  EPERM: m.fault_start_denied,
  EROFS: m.fault_start_denied,
  ENOSPC: m.fault_start_full,
  EDQUOT: m.fault_start_full,
  ENOENT: m.fault_start_missing,
  EBUSY: m.fault_start_locked,
  ENOTDIR: m.fault_start_kind,
  EEXIST: m.fault_start_kind,
  EISDIR: m.fault_start_kind
}

/** A start that failed half-way: what is wrong, with which file, and what can be done. */
export function startFailed(thrown: unknown, facts: FatalFacts): FatalWords {
  const path = textOf(thrown, 'path')
  const code = textOf(thrown, 'code')
  const reason = path === null ? undefined : reasons[code ?? '']
  const what =
    path === null || reason === undefined
      ? m.fault_start_other()
      : `${reason()}\n${path} (${code ?? ''})`
  return {
    title: m.fault_start_title(),
    detail: [what, '', m.fault_start_next(), '', ...traces(facts)].join('\n'),
    again: m.fault_again(),
    path: path ?? facts.logFile
  }
}

/** An app that ended because it failed without end. */
export const hadToEnd = (facts: FatalFacts): FatalWords => ({
  title: m.fault_end_title(),
  detail: [m.fault_end_text(), '', ...traces(facts)].join('\n'),
  again: m.fault_restart(),
  path: facts.logFile
})

const traces = ({ ref, logFile }: FatalFacts): string[] => [
  m.fault_reference({ ref }),
  m.fault_log({ file: logFile })
]

/** A field of an error of the file system; null where it is none. */
function textOf(thrown: unknown, field: 'path' | 'code'): string | null {
  if (!(thrown instanceof Error)) return null
  const value: unknown = Reflect.get(thrown, field)
  return typeof value === 'string' && value !== '' ? value : null
}
