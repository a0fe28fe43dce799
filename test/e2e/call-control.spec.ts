import {
  idleDesk,
  inState,
  phase,
  received,
  stateButton,
  test,
  voiceCall,
  ways,
  type Command
} from './support/control-desk.ts'
import { desktopOf } from './support/shell.ts'
import { expect, type Desk } from './support/test.ts'

// One desk for all: its tests follow each other in one worker.
test.describe.configure({ mode: 'default' })

const inCall = {
  answer: { button: 'Answer', key: 'A', tray: ['Answer'] },
  requeue: { button: 'Back to the queue', key: 'X', tray: ['Back to the queue'] },
  hold: { button: 'Hold', key: 'H', tray: ['Hold'] },
  takeBack: { button: 'Take back', key: 'H', tray: ['Take back'] },
  hangUp: { button: 'Hang up', key: 'E', tray: ['Hang up'] }
} as const satisfies Record<string, Command>

const states = {
  ready: { button: 'Ready', key: 'Y', tray: ['Status', 'Ready'] },
  notReady: { button: 'Not ready', key: 'N', tray: ['Status', 'Not ready', 'No reason'] },
  work: { button: 'After-call work', key: 'W', tray: ['Status', 'After-call work'] }
} as const satisfies Record<string, Command>

const steps = ['answer', 'reject', 'hold', 'getHold', 'release'] as const
const changes = ['sayBusy', 'cancelBusy', 'work', 'cancelWork', 'rest', 'cancelRest'] as const

/** The last request of that name: its path and query, and its body. */
const lastOf = ({ gateway }: Desk, name: (typeof steps | typeof changes)[number]) => {
  const { target = '', body = '' } = gateway.control.requests(name).at(-1) ?? {}
  return { target, body }
}

for (const { name, give } of ways) {
  test(`a voice call is answered, held, taken back and hung up ${name}, each by one request`, async ({
    controlDesk: desk
  }) => {
    const { page, gateway } = desk
    await idleDesk(desk)
    const sent = received(desk, steps)
    const callId = await voiceCall(desk, false)
    await give(desk, inCall.answer)
    await expect(phase(page)).toHaveText('Talking')
    await give(desk, inCall.hold)
    await expect(phase(page)).toHaveText('On hold')
    expect(gateway.script.callOf('1001')).toMatchObject({ callId, phase: 'held' })
    await give(desk, inCall.takeBack)
    await expect(phase(page)).toHaveText('Talking')
    expect(lastOf(desk, 'getHold').target).toContain(callId)
    await give(desk, inCall.hangUp)
    await expect(phase(page)).toHaveCount(0)
    expect(sent()).toEqual({ answer: 1, reject: 0, hold: 1, getHold: 1, release: 1 })
  })

  test(`a ringing call goes back to the queue ${name}, and the agent is not ready`, async ({
    controlDesk: desk
  }) => {
    await idleDesk(desk)
    const sent = received(desk, steps)
    const callId = await voiceCall(desk, false)
    await give(desk, inCall.requeue)
    await expect(phase(desk.page)).toHaveCount(0)
    await inState(desk.page, 'Not ready')
    expect(JSON.parse(lastOf(desk, 'reject').body)).toMatchObject({ callid: callId, mode: 1 })
    expect(sent()).toEqual({ answer: 0, reject: 1, hold: 0, getHold: 0, release: 0 })
  })

  test(`not ready, after-call work and ready again are asked for ${name}, once each`, async ({
    controlDesk: desk
  }) => {
    const { page } = desk
    await idleDesk(desk)
    const sent = received(desk, changes)
    await give(desk, states.notReady)
    await inState(page, 'Not ready')
    await give(desk, states.ready)
    await inState(page, 'Ready')
    await give(desk, states.work)
    await inState(page, 'After-call work')
    await give(desk, states.ready)
    await inState(page, 'Ready')
    expect(sent()).toEqual({
      ...{ sayBusy: 1, cancelBusy: 1, work: 1, cancelWork: 1, rest: 0, cancelRest: 0 }
    })
  })
}

test('a ringing call is rejected for good, and the agent stays ready', async ({
  controlDesk: desk
}) => {
  await idleDesk(desk)
  const sent = received(desk, steps)
  await voiceCall(desk, false)
  await desk.page.getByRole('button', { name: 'Reject', exact: true }).dblclick()
  await expect(phase(desk.page)).toHaveCount(0)
  await inState(desk.page, 'Ready')
  expect(JSON.parse(lastOf(desk, 'reject').body)).toMatchObject({ mode: 2 })
  expect(sent()).toMatchObject({ answer: 0, reject: 1, release: 0 })
})

test('not ready for a reason, and for another one, is told by its number', async ({
  controlDesk: desk
}) => {
  const { page } = desk
  await idleDesk(desk)
  const sent = received(desk, changes)
  const choose = async (reason: string): Promise<void> => {
    await page.getByRole('button', { name: 'Reason or rest…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Not ready because').selectOption({ label: reason })
    await dialog.getByRole('button', { name: 'Not ready', exact: true }).click()
    await expect(dialog).toBeHidden()
  }
  await choose('Lunch (201)')
  await expect(page.getByRole('banner').getByText('reason 201')).toBeVisible()
  await inState(page, 'Not ready')
  expect(lastOf(desk, 'sayBusy').target).toContain('reason=201&prolong=false')
  await choose('Training (202)')
  await expect(page.getByRole('banner').getByText('reason 202')).toBeVisible()
  expect(lastOf(desk, 'sayBusy').target).toContain('reason=202&prolong=true')
  await desktopOf(desk.callside).clickTray('Status', 'Not ready', 'Lunch (201)')
  await expect(page.getByRole('banner').getByText('reason 201')).toBeVisible()
  expect(sent()).toMatchObject({ sayBusy: 3, rest: 0 })
})

test('a rest has its cause and its length, by the keyboard alone, and is given again from the tray', async ({
  controlDesk: desk
}) => {
  const { page } = desk
  await idleDesk(desk)
  const sent = received(desk, changes)
  await page.keyboard.press('Control+Shift+B')
  const dialog = page.getByRole('dialog')
  const cause = dialog.getByLabel('Cause of the rest')
  await expect(cause).not.toHaveAttribute('aria-busy', 'true')
  await cause.focus()
  await page.keyboard.type('Training')
  await page.keyboard.press('Tab')
  await page.keyboard.type('0')
  await page.keyboard.press('Enter')
  await expect(dialog.getByText('Type a whole number from 1 to 86399.').first()).toBeAttached()
  expect(sent()).toMatchObject({ rest: 0 })
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type('600')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('banner').getByText('Rest', { exact: true })).toBeVisible()
  expect(lastOf(desk, 'rest').target).toContain('/rest/600/2')
  await stateButton(page, 'Ready').click()
  await inState(page, 'Ready')
  expect(sent()).toMatchObject({ sayBusy: 0, rest: 1, cancelRest: 1 })

  await desktopOf(desk.callside).clickTray('Status', 'Rest again, length 600', 'Lunch')
  await expect(page.getByRole('banner').getByText('Rest', { exact: true })).toBeVisible()
  expect(lastOf(desk, 'rest').target).toContain('/rest/600/1')
  expect(sent()).toMatchObject({ rest: 2, cancelRest: 1 })
})

test('a slow double click on Hold holds: its second click takes nobody back', async ({
  controlDesk: desk
}) => {
  const { page } = desk
  await idleDesk(desk)
  const sent = received(desk, steps)
  await voiceCall(desk, true)
  const at = await page.getByRole('button', { name: 'Hold', exact: true }).boundingBox()
  if (at === null) throw new Error('the button has no place')
  await page.mouse.click(at.x + 10, at.y + 10)
  await expect(phase(page)).toHaveText('On hold')
  await page.mouse.down({ clickCount: 2 })
  await page.mouse.up({ clickCount: 2 })
  await page.getByRole('button', { name: 'Hang up', exact: true }).click()
  await expect(phase(page)).toHaveCount(0)
  expect(sent()).toMatchObject({ hold: 1, getHold: 0, release: 1 })
})
