import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { plainLine, withReadableLabels } from '../../src/main/desktop/menu-label.ts'
import { trayMenu, type TrayActions, type TrayState } from '../../src/main/desktop/tray-menu.ts'
import { speak } from '../../src/shared/i18n/index.ts'
import type { CallView } from '../../src/shared/model/call.ts'
import type { LibraryItem } from '../../src/shared/model/library.ts'
import type { SessionView, SignedInAgent } from '../../src/shared/model/session.ts'

const agent: SignedInAgent = {
  ...{ agentId: '1001', gatewayName: 'Test', gatewayOrigin: 'https://gateway.example' },
  ...{ practice: false, vdnId: null, since: 1, agentState: 'ready', agentStateSince: 1 },
  ...{ reasonCode: null, inspector: 'no', notices: [] }
}
const problem = { code: 'gateway-refused', retcode: '105-002' } as const
const sessions: readonly SessionView[] = [
  { state: 'signed-out', reason: 'not-yet', problem: null },
  { state: 'signed-out', reason: 'taken-over', problem: null },
  { state: 'signing-in', agentId: '1001', step: 'signing-in' } as SessionView,
  { state: 'connected', agent },
  { state: 'connected', agent: { ...agent, practice: true, agentState: 'in-call' } },
  { state: 'connected', agent: { ...agent, agentState: 'not-ready', reasonCode: '201' } },
  ...[1_000, 200_000].map((signedOutAt): SessionView => ({
    ...{ state: 'reconnecting', agent, since: 0, lastAnswerAt: 0, signedOutAt },
    problem: null
  })),
  { state: 'switching-over', agent, since: 0, problem },
  { state: 'signing-out', agent }
]
const call: CallView = {
  ...{ callId: 'a-1', media: 'h5-video', phase: 'talking', direction: 'in', caller: null },
  ...{ called: null, firstSeenAt: 1, talkingAt: 1, endedAt: null, leg: 'main' },
  ...{ inConference: false, recovered: false, dropped: false }
}
const calls = [null, ...(['ringing', 'talking', 'held', 'ended'] as const)].map((phase) =>
  phase === null ? null : { ...call, phase }
)
const reasons = [{ code: 201, name: 'Lunch & more' }]
const knowledge: readonly TrayState['states'][] = [
  { reasons: [], restCauses: [], restTime: null },
  { reasons, restCauses: [{ cause: 3, name: 'Short break' }], restTime: 600 }
]
// The menu asks for its id only.
const video = { itemId: '00000000-0000-4000-8000-000000000001' } as LibraryItem
const actions = Object.fromEntries(
  ['open', 'capture', 'saveVideo', 'setState', 'notReady', 'rest', 'inCall', 'signOut', 'quit'].map(
    (name) => [name, () => undefined]
  )
) as unknown as TrayActions

const states: readonly TrayState[] = sessions.flatMap((session) =>
  calls.flatMap((live) =>
    knowledge.flatMap((known) =>
      [null, video].map((unsavedVideo) => ({
        ...{ now: 100_000, session, states: known, call: live, captures: [], unsavedVideo }
      }))
    )
  )
)
const menus = () => states.map((state) => trayMenu(state, actions))
const kinds = (menu: ReturnType<typeof trayMenu>) =>
  // The first line says how things are, and does nothing.
  menu.slice(1).map(({ label, type, visible }) => [type === 'separator' ? '-' : label, visible])

beforeEach(() => {
  speak(() => 'en')
})
afterEach(() => {
  speak(() => 'en')
})

describe('whatever happens while the menu of the tray is open', () => {
  test.each(['en', 'zh-CN'] as const)('no item moves (%s)', (language) => {
    speak(() => language)
    const [first, ...others] = menus().map(kinds)
    expect(others.length).toBeGreaterThan(150)
    for (const other of others) expect(other).toEqual(first)
  })

  test('none of the states moves within its menu, either', () => {
    const inside = menus().map((menu) => {
      const status = menu.find(({ label }) => label === 'Status')?.submenu
      return (Array.isArray(status) ? status : []).map(({ label }) =>
        label?.replace(/^Rest.*/, 'Rest')
      )
    })
    for (const one of inside) expect(one).toEqual(['Ready', 'Not ready', 'After-call work', 'Rest'])
  })

  test('what hangs up stands where nothing else ever was, and between what needs a second look', () => {
    const labels = kinds(menus()[0] ?? []).map(([label]) => label)
    expect(labels.filter((label) => label === 'Hang up')).toHaveLength(1)
    const at = labels.indexOf('Hang up')
    expect([labels[at - 1], labels[at + 1]]).toEqual(['Take back', '-'])
  })

  test('a step that does not fit is there, and cannot be chosen', () => {
    const enabled = (state: Partial<TrayState>) =>
      trayMenu({ ...(states[0] as TrayState), ...state }, actions)
        .filter((item) => item.click !== undefined && item.enabled !== false)
        .map(({ label }) => label)
    expect(enabled({ call })).toEqual(['Open Callside', 'Quit'])
    expect(enabled({ session: { state: 'connected', agent }, call })).toEqual(
      expect.arrayContaining(['Hold', 'Hang up'])
    )
    expect(enabled({ session: { state: 'connected', agent }, call })).not.toContain('Answer')
  })
})

describe('a label', () => {
  test('keeps its "and": two are drawn as one on every system', () => {
    const menu = withReadableLabels([
      { label: 'Status', submenu: [{ label: 'Lunch & more' }, { label: 'A&&B' }] },
      { type: 'separator' }
    ])
    expect(menu).toEqual([
      { label: 'Status', submenu: [{ label: 'Lunch && more' }, { label: 'A&&&&B' }] },
      { type: 'separator' }
    ])
  })

  test.each([
    ['\u202eLunch\u202c', 'Lunch'],
    ['Lu\u200bnch', 'Lunch'],
    ['Lunch\tCtrl+Q\r\n2', 'Lunch Ctrl+Q 2'],
    ['\u2066\u0007\u2028', ''],
    ['午餐（201）', '午餐（201）'],
    ['\ud800x', '\ufffdx']
  ])('%j is read as %j', (written, read) => {
    expect(plainLine(written)).toBe(read)
  })

  test('is cut where it would be wider than the menu of a desktop can be', () => {
    expect(plainLine('😀'.repeat(500))).toBe(`${'😀'.repeat(39)}…`)
    expect(plainLine('x'.repeat(500))).toMatch(/^x{79}…$/)
  })
})
