import type { ErrorCode } from '../errors.ts'
import { m } from '../i18n/index.ts'
import type { Problem } from '../model/problem.ts'

/** The compiled messages by key. The keys made below are checked against every code by a test. */
const sentences: Partial<Record<string, unknown>> = m

const keyPart = (code: string): string => code.replaceAll(/[^a-z0-9]/gi, '_')

/** The message of that key in the current language, or null where there is none. */
function sentence(key: string): string | null {
  if (!Object.hasOwn(sentences, key)) return null
  const message = sentences[key]
  // Messages of these two families take no values, so calling one without any is sound.
  return typeof message === 'function' ? (message as () => string)() : null
}

/** Our sentence for an error code. */
export const errorSentence = (code: ErrorCode): string =>
  sentence(`error_${keyPart(code)}`) ?? m.shell_problem_unnamed({ code })

/** Our sentence for what went wrong: the retcode's own where we know its meaning, else the code's. */
export function problemSentence(problem: Problem): string {
  const known =
    problem.retcode === undefined ? null : sentence(`retcode_${keyPart(problem.retcode)}`)
  return known ?? errorSentence(problem.code)
}
