import type { AppError } from '../../shared/errors.ts'
import type { Answer } from './supervision-state.ts'

/**
 * What a failed request means. The gateway client says `outcome-unknown` where a request may have
 * been carried out; an error that it did not foresee is taken for the same.
 */
export const answerOf = ({ code }: AppError): Answer =>
  code === 'outcome-unknown' || code === 'unexpected' ? 'lost' : 'refused'

/** Resource unavailable, agent not known, wrong state: there is nothing (any more) to stop. */
const nothingThere = new Set(['900-003', '900-004', '900-005'])

export const saysNothingThere = ({ retcode }: AppError): boolean =>
  retcode !== undefined && nothingThere.has(retcode)
