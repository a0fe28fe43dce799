/** Where the meaning of a retcode comes from. */
export type RetcodeEvidence = 'documented' | 'vendor client' | 'not found'

/**
 * What the app does about a retcode, beside showing it with the gateway's own text:
 * `show` nothing more; `fix-input` the agent can correct something; `sign-in-again` the session is
 * lost; `replay-with-newer-guid` the client has repeated the call once where its Guid was stale, and
 * to the poll it means that the session is lost; `offer-forced-sign-in` after saying what that does;
 * `wait-and-retry` the agent may, the app does not; `refresh-state` look again before offering it;
 * `hide-function` the agent has no right to it; `count-as-done` what was asked for is already so;
 * `ask-administrator` only a setting of the gateway helps.
 */
export type RetcodeAction =
  | 'show'
  | 'fix-input'
  | 'sign-in-again'
  | 'replay-with-newer-guid'
  | 'offer-forced-sign-in'
  | 'wait-and-retry'
  | 'refresh-state'
  | 'hide-function'
  | 'count-as-done'
  | 'ask-administrator'

export interface RetcodeEntry {
  readonly retcode: string
  /** The message that says it in the agent's language (`messages/errors.*.json`). */
  readonly meaning: string
  readonly evidence: RetcodeEvidence
  readonly action: RetcodeAction
}

/**
 * Documented meanings are from cec_07_0580; `vendor client` ones from the message tables of the
 * vendor's C# and web clients. The documentation gives no handling at all: the actions are ours.
 * For the codes under `not found` no source gave a meaning, though the pages of the calls name them.
 */
const table: readonly (readonly [RetcodeEvidence, RetcodeAction, string])[] = [
  [
    'documented',
    'ask-administrator',
    '000-001 100-017 100-018 104-001 104-002 104-004 104-006 104-008 106-001 110-016'
  ],
  [
    'documented',
    'show',
    '000-002 000-005 000-006 100-005 100-007 100-010 100-015 100-016 101-001 101-002 101-003 101-004 101-005 101-006 101-007 104-003 104-007 104-010 106-002 106-003 106-004'
  ],
  ['documented', 'replay-with-newer-guid', '000-003 100-006'],
  [
    'documented',
    'wait-and-retry',
    '000-004 000-007 100-003 104-005 104-009 105-002 105-003 105-004'
  ],
  ['documented', 'fix-input', '100-001 100-004 100-011 100-012 100-013 100-014'],
  ['documented', 'offer-forced-sign-in', '100-002'],
  ['documented', 'count-as-done', '100-008'],
  ['documented', 'refresh-state', '100-009'],
  [
    'vendor client',
    'show',
    '100-060 200-002 200-003 200-004 200-005 200-006 200-007 200-008 200-010 200-011 200-012 200-013 200-014 200-015 200-016 200-018 200-019 200-020 200-021 200-022 200-023 200-024 200-025 200-026 210-001 400-001 400-003 900-006 900-009'
  ],
  ['vendor client', 'ask-administrator', '100-061 900-007 900-008 999-001'],
  ['vendor client', 'fix-input', '100-062 200-001'],
  ['documented', 'sign-in-again', '105-001 105-005 105-006 105-007'],
  ['not found', 'show', '106-011 106-015 108-001 108-002 108-009 108-011 108-012 108-013'],
  ['vendor client', 'count-as-done', '200-017'],
  ['vendor client', 'hide-function', '300-001 900-002'],
  ['vendor client', 'refresh-state', '300-002 300-003 300-004 900-003 900-004 900-005'],
  ['vendor client', 'wait-and-retry', '900-001']
]

/** Every retcode of the table, in one place. */
export const retcodes: ReadonlyMap<string, RetcodeEntry> = new Map(
  table.flatMap(([evidence, action, codes]) =>
    codes
      .split(' ')
      .map((retcode) => [retcode, { retcode, meaning: keyOf(retcode), evidence, action }])
  )
)

/** What is known of a retcode; an unlisted one is shown with the gateway's text and no meaning of ours. */
export const retcodeEntry = (retcode: string): RetcodeEntry =>
  retcodes.get(retcode) ?? {
    retcode,
    meaning: 'error_gateway_refused',
    evidence: 'not found',
    action: 'show'
  }

function keyOf(retcode: string): string {
  return `retcode_${retcode.replaceAll('-', '_')}`
}
