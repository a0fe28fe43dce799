import type { ErrorCode } from '../errors.ts'
import { m } from '../i18n/index.ts'
import { keyedMessages } from '../i18n/keyed.ts'
import type { Problem } from '../model/problem.ts'

const keyPart = (code: string): string => code.replaceAll(/[^a-z0-9]/gi, '_')

/**
 * The message of that key in the current language, or null where there is none. The keys that are
 * made below are checked against every code by a test.
 */
function sentence(key: string): string | null {
  if (!Object.hasOwn(keyedMessages, key)) return null
  const message = keyedMessages[key]
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
