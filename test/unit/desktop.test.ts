import { beforeAll, describe, expect, test } from 'vitest'
import { logText } from '../../src/main/diagnostics/log.ts'
import { languageOf } from '../../src/main/desktop/system-language.ts'
import {
  trayIcon,
  trayMenu,
  trayTooltip,
  type TrayState
} from '../../src/main/desktop/tray-menu.ts'
import { placeWindow } from '../../src/main/desktop/window-place.ts'
import { speak } from '../../src/shared/i18n/index.ts'
import type { CallView } from '../../src/shared/model/call.ts'
import type { LibraryItem } from '../../src/shared/model/library.ts'
import type { SessionView } from '../../src/shared/model/session.ts'

const connected: SessionView = {
  state: 'connected',
  agent: {
    agentId: '1001',
    gatewayName: 'Test',
    gatewayOrigin: 'https://gateway.example',
    practice: false,
    vdnId: null,
    since: 1,
    agentState: 'ready',
    agentStateSince: 1,
    reasonCode: null,
    inspector: 'no',
    notices: []
  }
}
const call: CallView = {
  callId: 'a-1',
  media: 'h5-video',
  phase: 'talking',
  direction: 'in',
  caller: null,
  called: null,
  firstSeenAt: 1,
  talkingAt: 1,
  endedAt: null,
  leg: 'main',
  inConference: false,
  recovered: false,
  dropped: false
}
const video: LibraryItem = {
  itemId: '00000000-0000-4000-8000-000000000001',
  ...{ callId: 'a-1', agentId: '1001', media: 'video', source: 'file', knownBy: 'event' },
  ...{ own: true, fetchable: true, startedAt: 1, stoppedAt: null, failed: false, position: null },
  ...{ save: { state: 'not-saved' }, tags: [], note: '', hold: false }
}
const idle: TrayState = {
  now: 1_000,
  session: { state: 'signed-out', reason: 'not-yet', problem: null },
  states: { reasons: [], restCauses: [], restTime: null },
  call: null,
  captures: [],
  unsavedVideo: null
}

function menuOf(state: TrayState) {
  const done: string[] = []
  const menu = trayMenu(state, {
    open: () => done.push('open'),
    capture: (callId) => done.push(`capture ${callId}`),
    saveVideo: (id) => done.push(`save ${id}`),
    setState: (to) => done.push(`state ${to}`),
    notReady: (reason) => done.push(`not ready ${reason}`),
    rest: (time, cause) => done.push(`rest ${time} ${cause}`),
    inCall: (step, callId) => done.push(`${step} ${callId}`),
    signOut: () => done.push('sign out'),
    quit: () => done.push('quit')
  })
  const item = (label: string) => menu.find((entry) => entry.label === label)
  const click = (label: string): void => {
    // The menu's items use none of Electron's arguments.
    ;(item(label)?.click as (() => void) | undefined)?.()
  }
  const enabled = menu
    .filter((entry) => entry.click !== undefined && entry.enabled !== false)
    .map((entry) => entry.label)
  return { click, done, enabled }
}

beforeAll(() => {
  speak(() => 'en')
})

describe('the tray', () => {
  test('signed out, only open and quit can be chosen', () => {
    expect(menuOf(idle).enabled).toEqual(['Open Callside', 'Quit'])
    expect(trayIcon(idle.session)).toBe('signed-out')
  })

  test('in an H5 call with a recording everything can be chosen, and acts on that call', () => {
    const { click, done, enabled } = menuOf({
      ...idle,
      session: connected,
      call,
      unsavedVideo: video
    })
    expect(enabled).toHaveLength(7)
    click('Capture customer')
    click('Save last video')
    expect(done).toEqual(['capture a-1', `save ${video.itemId}`])
  })

  test.each([
    ['ringing', ['Answer', 'Back to the queue'], ['answer a-1', 'reject a-1']],
    ['talking', ['Hold', 'Hang up'], ['hold a-1', 'release a-1']],
    ['held', ['Take back', 'Hang up'], ['retrieve a-1', 'release a-1']]
  ] as const)('a %s call offers %j, and no step that does not fit', (phase, labels, deeds) => {
    const { click, done, enabled } = menuOf({
      ...idle,
      session: connected,
      call: { ...call, phase }
    })
    const steps = ['Answer', 'Back to the queue', 'Hold', 'Take back', 'Hang up']
    expect(enabled.filter((label) => steps.includes(label ?? ''))).toEqual(labels)
    for (const label of labels) click(label)
    expect(done).toEqual(deeds)
  })

  test.each([
    ['a voice call', { ...call, media: 'voice' as const }],
    ['a ringing call', { ...call, phase: 'ringing' as const }]
  ])('%s is not offered for capture', (_what, other) => {
    const { enabled } = menuOf({ ...idle, session: connected, call: other })
    expect(enabled).not.toContain('Capture customer')
  })

  test('says practice where nothing is real', () => {
    const practice: SessionView = {
      state: 'connected',
      agent: { ...connected.agent, practice: true }
    }
    expect(trayIcon(practice)).toBe('practice')
    expect(trayTooltip(practice, 0)).toMatch(/Practice/)
  })

  test('counts down to the sign-out in steps of ten seconds, and is honest once it has passed', () => {
    const { agent } = connected
    const session: SessionView = {
      ...{ state: 'reconnecting', agent, since: 0, lastAnswerAt: 0, signedOutAt: 120_000 },
      problem: null
    }
    expect(trayTooltip(session, 31_000)).toMatch(/signed out in about 1:30$/)
    expect(trayTooltip(session, 119_000)).toMatch(/signed out in about 0:10$/)
    expect(trayTooltip(session, 120_000)).toMatch(/probably signed out$/)
  })

  test('says that the agent was taken over elsewhere, and that servers are being switched', () => {
    const { agent } = connected
    const problem = { code: 'gateway-refused', retcode: '105-002' } as const
    const moving: SessionView = { state: 'switching-over', agent, since: 0, problem }
    expect(trayTooltip(moving, 0)).toMatch(/Switching over/)
    expect(trayIcon(moving)).toBe('reconnecting')
    const gone: SessionView = { state: 'signed-out', reason: 'taken-over', problem: null }
    expect(trayTooltip(gone, 0)).toMatch(/Taken over elsewhere/)
  })
})

describe('the place of the window', () => {
  const screen = { x: 0, y: 0, width: 1920, height: 1080 }
  const beside = { x: 1920, y: 0, width: 1600, height: 1200 }

  test('is where it was', () => {
    const last = { x: 100, y: 80, width: 900, height: 650 }
    expect(placeWindow(last, [screen])).toEqual(last)
  })

  test.each([
    ['a screen that is gone', { x: 2500, y: 80, width: 900, height: 650 }],
    ['above every screen', { x: 100, y: -400, width: 900, height: 650 }],
    ['so far left that nobody could grip it', { x: -850, y: 80, width: 900, height: 650 }]
  ])('on %s is left to the desktop, the size kept', (_what, last) => {
    expect(placeWindow(last, [screen])).toEqual({ width: 900, height: 650 })
  })

  test.each([
    ['both ways', { x: 100, y: 60, width: 3840, height: 1e9 }, screen],
    ['one way', { x: 100, y: 60, width: 900, height: 1600 }, { x: 100, width: 900 }],
    [
      'on the screen beside',
      { x: 2000, y: 60, width: 3840, height: 900 },
      { ...beside, y: 60, height: 900 }
    ]
  ])('too large %s is as large as its screen, and wholly on it', (_what, last, shown) => {
    expect(placeWindow(last, [screen, beside])).toEqual({ y: 0, height: 1080, ...shown })
  })

  test('too large for a screen that is gone fits every screen', () => {
    const last = { x: 9_000, y: 80, width: 3840, height: 2160 }
    expect(placeWindow(last, [screen, beside])).toEqual({ width: 1600, height: 1080 })
  })

  test('is never smaller than the smallest size, nor made of nonsense', () => {
    expect(placeWindow({ x: 0, y: 0, width: 10, height: 10 }, [screen])).toMatchObject({
      width: 480,
      height: 420
    })
    expect(placeWindow({ x: Number.NaN, y: 0, width: 900, height: 700 }, [screen])).toEqual({
      width: 1040,
      height: 700
    })
  })
})

describe('a line of the log', () => {
  test('holds the allowed fields only, and cannot forge a second line', () => {
    const line = {
      level: 'info' as const,
      what: 'request',
      callId: 'a\r\nb\u001b[31m',
      password: 'x'
    }
    expect(logText(line)).toBe('what="request" callId="a  b [31m"')
  })
})

describe('the language of the desktop', () => {
  test.each([
    [['zh-CN'], 'zh-CN'],
    [['zh-Hant-TW', 'en'], 'zh-CN'],
    [['en-GB', 'zh-CN'], 'en'],
    [['de-DE'], 'en'],
    [[], 'en']
  ] as const)('%j is spoken as %s', (preferred, language) => {
    expect(languageOf(preferred)).toBe(language)
  })
})
