import * as v from 'valibot'
import { AppError, errorCodes } from '../errors.ts'

/** Longest text of the gateway that is kept or shown, in UTF-16 units; the rest is cut. */
const gatewayTextLimit = 500

/** Why something did not work, as screens receive it. `ref` is also in the log. */
export const problem = v.object({
  code: v.picklist(errorCodes),
  retcode: v.exactOptional(v.string()),
  gatewayText: v.exactOptional(v.pipe(v.string(), v.maxLength(gatewayTextLimit))),
  ref: v.exactOptional(v.string())
})
export type Problem = v.InferOutput<typeof problem>

/** The part of an error that may leave main: never its message, cause or stack. */
export function problemOf(thrown: unknown): Problem {
  const { code, retcode, gatewayText } = AppError.from(thrown)
  return {
    code,
    ...(retcode === undefined ? {} : { retcode }),
    ...(gatewayText === undefined ? {} : { gatewayText: gatewayText.slice(0, gatewayTextLimit) })
  }
}
