import { describe, expect, test } from 'vitest'
import { AgentStates } from '../../src/main/agent-state/agent-states.ts'
import {
  keyOf,
  shortcutOf,
  shownKey,
  wishOf
} from '../../src/renderer/src/features/now/call-keys.ts'
import { fakeSignedIn, refusedWith, type FakeAnswer } from '../support/fake-signed-in.ts'
import { aCall } from '../support/rejoin-deps.ts'
import type { AgentState } from '../../src/shared/model/session.ts'

const reasons = [{ code: 201, name: 'Lunch' }]

function bench(now: AgentState = 'ready', answers: Record<string, FakeAnswer> = {}) {
  const gateway = fakeSignedIn('1001', {
    ...{ sayBusy: () => ({}), rest: () => ({}), queryRestReason: () => [] },
    ...answers
  })
  const { signedIn } = gateway
  const states = new AgentStates({ signedIn, reasons, state: () => now, tell: () => undefined })
  return { states, gateway }
}

describe('not ready', () => {
  test.each([
    ['ready', null, { prolong: 'false' }],
    ['ready', 201, { reason: '201', prolong: 'false' }],
    ['not-ready', 250, { reason: '250', prolong: 'true' }]
  ] as const)('from %s with reason %s asks with %j', async (now, reason, query) => {
    const { states, gateway } = bench(now)
    await states.notReady(reason)
    expect(gateway.requests).toMatchObject([{ path: '/onlineagent/1001/saybusy', query }])
  })
})

describe('rest', () => {
  test('carries time and cause as they were chosen', async () => {
    const { states, gateway } = bench()
    await states.rest(600, 3)
    expect(gateway.requests[0]?.path).toBe('/onlineagent/1001/rest/600/3')
  })

  test('its causes are the gateway’s, where it tells them in a form that can be read', async () => {
    const rows = [
      { id: 1, name: 'Lunch' },
      { code: '2', reason: 'Meeting' },
      { id: 300, name: 'x' },
      {}
    ]
    expect(await bench('ready', { queryRestReason: () => rows }).states.options()).toEqual({
      reasons,
      restCauses: [
        { cause: 1, name: 'Lunch' },
        { cause: 2, name: 'Meeting' }
      ]
    })
    const silent = bench('ready', { queryRestReason: () => Promise.reject(refusedWith('000-003')) })
    expect((await silent.states.options()).restCauses).toEqual([])
  })
})

describe('what is known without asking', () => {
  const causes = [{ id: 1, name: 'Lunch' }]

  test('is the organisation’s reasons at once, and nothing is sent for it', () => {
    const { states, gateway } = bench()
    expect(states.known()).toEqual({ reasons, restCauses: [], restTime: null })
    expect(gateway.requests).toEqual([])
  })

  test('grows by the causes that the ribbon asked for, and by the length of the last rest', async () => {
    const { states } = bench('ready', { queryRestReason: () => causes })
    const told: unknown[] = []
    states.onChange((known) => told.push(known))
    await states.options()
    await states.rest(600, 1)
    const restCauses = [{ cause: 1, name: 'Lunch' }]
    expect(states.known()).toEqual({ reasons, restCauses, restTime: 600 })
    expect(told).toEqual([
      { reasons, restCauses, restTime: null },
      { reasons, restCauses, restTime: 600 }
    ])
  })

  test('keeps no length that the gateway refused', async () => {
    const { states } = bench('ready', { rest: () => Promise.reject(refusedWith('100-009')) })
    await expect(states.rest(600, 1)).rejects.toMatchObject({ retcode: '100-009' })
    expect(states.known().restTime).toBeNull()
  })

  test('ends with the sign-in: the next agent’s site may have others', async () => {
    const { states, gateway } = bench('ready', { queryRestReason: () => causes })
    await states.options()
    await states.rest(600, 1)
    gateway.end()
    expect(states.known()).toEqual({ reasons, restCauses: [], restTime: null })
  })
})

describe('the keys of a call', () => {
  const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)'
  const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)'
  const press = (key: string, changes: object = {}) => ({
    ...{ key, ctrlKey: true, metaKey: false, shiftKey: true, altKey: false, repeat: false },
    isComposing: false,
    ...changes
  })
  const ringing = aCall('a-1', 'voice', { phase: 'ringing' })
  const talking = aCall('b-2', 'voice')
  const held = aCall('c-3', 'voice', { phase: 'held' })

  test.each([
    ['A', [ringing], { step: 'answer', callId: 'a-1' }],
    ['x', [ringing], { step: 'reject', callId: 'a-1' }],
    ['H', [talking, held], { step: 'hold', callId: 'b-2' }],
    ['H', [held], { step: 'retrieve', callId: 'c-3' }],
    ['E', [talking], { step: 'release' }],
    ['E', [held], null],
    ['A', [talking], null],
    ['N', [], { step: 'state', to: 'not-ready' }],
    ['Q', [ringing], null]
  ] as const)('%s', (key, calls, wish) => {
    expect(wishOf(press(key), calls, windows)).toEqual(wish)
  })

  test.each([
    ...[{ repeat: true }, { altKey: true }, { shiftKey: false }, { metaKey: true }],
    ...[{ isComposing: true }, { ctrlKey: false, metaKey: true }]
  ])('do nothing with %j', (changes) => {
    expect(wishOf(press('E', changes), [talking], windows)).toBeNull()
  })

  test('on a Mac are ⌘’s alone: Ctrl+Shift+E selects text there, and would hang up', () => {
    const command = { ctrlKey: false, metaKey: true }
    expect(wishOf(press('E'), [talking], mac)).toBeNull()
    expect(wishOf(press('E', command), [talking], mac)).toEqual({ step: 'release' })
    expect([shortcutOf('release', mac), shortcutOf('release', windows)]).toEqual([
      ...['Meta+Shift+E', 'Control+Shift+E']
    ])
    expect([shownKey('release', mac), shownKey('release', windows)]).toEqual([
      ...['⇧⌘E', 'Ctrl+Shift+E']
    ])
  })

  test('are a letter each', () => {
    const letters = Object.values(keyOf)
    expect(new Set(letters).size).toBe(letters.length)
    // C asks for a picture, R for rejoin information; T and I are the developer tools'.
    for (const letter of letters) expect('CRTI').not.toContain(letter)
  })
})
