import * as v from 'valibot'
import { AppError, errorCodes } from '../errors.ts'
import { certificateFacts, proxyFacts } from './connection-facts.ts'

/** Longest text of the gateway that is kept or shown, in UTF-16 units; the rest is cut. */
const gatewayTextLimit = 500

/** Why something did not work, as screens receive it. `ref` is also in the log. */
export const problem = v.object({
  code: v.picklist(errorCodes),
  retcode: v.exactOptional(v.string()),
  gatewayText: v.exactOptional(v.pipe(v.string(), v.maxLength(gatewayTextLimit))),
  ref: v.exactOptional(v.string()),
  /** Whose certificate was refused: who reads it to IT need not open anything. */
  certificate: v.exactOptional(certificateFacts),
  proxy: v.exactOptional(proxyFacts)
})
export type Problem = v.InferOutput<typeof problem>

/** The part of an error that may leave main: never its message, cause or stack. */
export function problemOf(thrown: unknown): Problem {
  const { code, retcode, gatewayText, certificate, proxy } = AppError.from(thrown)
  return {
    code,
    ...(retcode === undefined ? {} : { retcode }),
    ...(gatewayText === undefined ? {} : { gatewayText: gatewayText.slice(0, gatewayTextLimit) }),
    ...(certificate === undefined ? {} : { certificate }),
    ...(proxy === undefined ? {} : { proxy })
  }
}
