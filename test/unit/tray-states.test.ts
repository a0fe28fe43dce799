import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { putMarksBack } from '../../src/main/desktop/put-marks-back.ts'
import { trayActions } from '../../src/main/desktop/tray-actions.ts'
import { trayMenu, type TrayState } from '../../src/main/desktop/tray-menu.ts'
import { speak } from '../../src/shared/i18n/index.ts'
import type { Handlers } from '../../src/shared/ipc/contract.ts'
import type { SessionView, SignedInAgent } from '../../src/shared/model/session.ts'

type Menu = ReturnType<typeof trayMenu>

const agent: SignedInAgent = {
  ...{ agentId: '1001', gatewayName: 'Test', gatewayOrigin: 'https://gateway.example' },
  ...{ practice: false, vdnId: null, since: 1, agentState: 'ready', agentStateSince: 1 },
  ...{ reasonCode: null, inspector: 'no', notices: [] }
}
const reasons = [
  { code: 201, name: 'Lunch' },
  { code: 202, name: 'Training' }
]
const restCauses = [
  { cause: 0, name: 'Unspecified' },
  { cause: 3, name: 'Short break' }
]
const nothing = { reasons: [], restCauses: [], restTime: null }

function menuOf(states: TrayState['states'], changes: Partial<SignedInAgent> = {}) {
  const session: SessionView = { state: 'connected', agent: { ...agent, ...changes } }
  const given: unknown[] = []
  const handlers = new Proxy({} as Handlers, {
    get: (_target, name) => (input: unknown) => {
      given.push([name, input])
      return Promise.resolve()
    }
  })
  const actions = trayActions({
    handlers,
    tell: () => undefined,
    open: () => given.push('open'),
    quit: () => undefined
  })
  const menu = trayMenu(
    { now: 1_000, session, states, call: null, captures: [], unsavedVideo: null },
    actions
  )
  const inside = (items: Menu, ...[label, ...rest]: string[]): Menu => {
    if (label === undefined) return items
    const submenu = items.find((item) => item.label === label)?.submenu
    return inside(Array.isArray(submenu) ? submenu : [], ...rest)
  }
  const at = (...path: string[]): Menu => inside(menu, ...path)
  const labels = (...path: string[]) => at(...path).map(({ label, type }) => label ?? type)
  const marked = (...path: string[]) =>
    at(...path).flatMap(({ label, checked }) => (checked === true ? [label] : []))
  const click = (...path: string[]): void => {
    const item = at(...path.slice(0, -1)).find(({ label }) => label === path.at(-1))
    // The menu's items use none of Electron's arguments.
    ;(item?.click as (() => void) | undefined)?.()
  }
  return { at, labels, marked, click, given }
}

beforeEach(() => {
  speak(() => 'en')
})
afterEach(() => {
  speak(() => 'en')
})

test('a mark that a click has moved is put back to what holds, and no other click does more', () => {
  const happened: string[] = []
  const menu = putMarksBack(
    [
      { label: 'Open', click: () => happened.push('open') },
      {
        label: 'Status',
        submenu: [{ label: 'Ready', type: 'checkbox', click: () => happened.push('ready') }]
      }
    ],
    () => happened.push('redrawn')
  )
  const [open, status] = menu
  const inner = Array.isArray(status?.submenu) ? status.submenu : []
  for (const item of [open, ...inner]) (item?.click as (() => void) | undefined)?.()
  expect(happened).toEqual(['open', 'ready', 'redrawn'])
})

describe('the states in the tray', () => {
  test('without reasons not ready is one click, and a rest is begun in the window', () => {
    const { labels, click, given } = menuOf(nothing)
    expect(labels('Status')).toEqual(['Ready', 'Not ready', 'After-call work', 'Rest…'])
    click('Status', 'Not ready')
    click('Status', 'Rest…')
    expect(given).toEqual([['session.setAgentState', { to: 'not-ready' }], 'open'])
  })

  test('with reasons not ready is asked for with one of them, or with none', () => {
    const { labels, click, given } = menuOf({ ...nothing, reasons })
    expect(labels('Status', 'Not ready')).toEqual(['No reason', 'Lunch (201)', 'Training (202)'])
    click('Status', 'Not ready', 'Training (202)')
    click('Status', 'Not ready', 'No reason')
    expect(given).toEqual([
      ['agentState.notReady', { reason: 202 }],
      ['session.setAgentState', { to: 'not-ready' }]
    ])
  })

  test('after a rest the same length is offered again, by cause', () => {
    const { labels, click, given } = menuOf({ ...nothing, restCauses, restTime: 600 })
    const rest = ['Status', 'Rest again, length 600']
    expect(labels(...rest)).toEqual(['No cause', 'Short break', 'separator', 'Another length…'])
    click(...rest, 'Short break')
    click(...rest, 'No cause')
    click(...rest, 'Another length…')
    expect(given).toEqual([
      ['agentState.rest', { time: 600, cause: 3 }],
      ['agentState.rest', { time: 600, cause: 0 }],
      'open'
    ])
  })

  test.each([
    ['ready', null, { top: ['Ready'], inner: [] }],
    ['not-ready', '202', { top: [], inner: ['Training (202)'] }],
    ['not-ready', '0', { top: [], inner: ['No reason'] }],
    ['not-ready', '249', { top: [], inner: [] }],
    ['after-call-work', '202', { top: ['After-call work'], inner: [] }],
    ['rest', null, { top: ['Rest…'], inner: [] }],
    ['in-call', '202', { top: [], inner: [] }]
  ] as const)(
    'in state %s with reason %s no other one has a mark',
    (state, code, { top, inner }) => {
      const { marked, at } = menuOf(
        { ...nothing, reasons },
        { agentState: state, reasonCode: code }
      )
      expect(marked('Status')).toEqual(top)
      expect(marked('Status', 'Not ready')).toEqual(inner)
      // Of radio items the system marks one by itself.
      const all = [...at('Status'), ...at('Status', 'Not ready')]
      expect(all.filter(({ type }) => type === 'radio')).toEqual([])
    }
  )

  test('are offered in Chinese, too', () => {
    speak(() => 'zh-CN')
    const { labels } = menuOf({ reasons, restCauses, restTime: 600 })
    expect(labels('状态')).toEqual(['示闲', '示忙', '整理态', '再次休息（时长 600）'])
    expect(labels('状态', '示忙')[1]).toBe('Lunch（201）')
  })
})
