import type { ServedFile } from '../media/served-file.ts'

/** What a call answers, before it becomes bytes. */
export type Answer =
  | { kind: 'json'; body: Record<string, unknown>; headers: Record<string, string> }
  | { kind: 'file'; file: ServedFile }
  /** The client has gone; nothing can be written. */
  | { kind: 'none' }

/** English phrases as the server sends them, its typing error included. Clients never parse them. */
const phrases: Readonly<Record<string, string>> = {
  '000-001': 'the way to get events is wrong',
  '000-002': 'parameter is invalid',
  '000-003': 'no right to invite resource',
  '000-005': 'the agent to inspect is the inspector',
  '000-007': 'the interface is invoked repeatedly',
  '100-001': 'sign-in parameter is empty or invalid',
  '100-002': 'agent has already signed in',
  '100-004': 'user or password is wrong',
  '100-006': 'agent has not signed in',
  '100-009': 'agent state is wrong',
  '100-010': 'agent state is wrong at sign-out',
  '104-003': 'file name is illegal',
  '104-004': 'drive has no mapping',
  '104-005': 'file does not exist',
  '104-010': 'locationId is empty in CTI pool mode',
  '106-011': 'call does not exist',
  '106-015': 'call is not an H5 video call',
  '200-002': 'no call to answer',
  '200-017': 'no call to release',
  '400-001': 'no call',
  '900-002': 'no right for quality control',
  '900-003': 'resource is unavailable in quality control',
  '900-004': 'no information on the agent',
  '900-005': 'state is wrong in quality control'
}

/** Success with a reserved result: `{}`, as most calls answer. */
export const done = (result: unknown = {}): Answer => ({
  kind: 'json',
  body: { message: 'success', retcode: '0', result },
  headers: {}
})

/** Success without `result`, as the mediacall requests answer. */
export const accepted = (): Answer => ({
  kind: 'json',
  body: { message: 'success', retcode: '0' },
  headers: {}
})

/** A refusal. `result` is the empty string, as in the vendor's example of a failed download. */
export const refused = (retcode: string, message?: string): Answer => ({
  kind: 'json',
  body: { retcode, message: message ?? phrases[retcode] ?? 'operation failed', result: '' },
  headers: {}
})

/** Whether the call did what it was asked for. */
export const wasAccepted = (answer: Answer): boolean =>
  answer.kind === 'file' || (answer.kind === 'json' && answer.body['retcode'] === '0')

export const retcodeOf = (answer: Answer): string | null => {
  if (answer.kind !== 'json') return null
  const retcode = answer.body['retcode']
  return typeof retcode === 'string' ? retcode : null
}
