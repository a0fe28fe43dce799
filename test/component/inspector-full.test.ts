import { tick } from 'svelte'
import { beforeEach, describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { interceptHoldMs } from '../../src/shared/model/supervision.ts'
import { refusal } from '../support/fake-bridge.ts'
import {
  button,
  card,
  dialog,
  listening,
  open,
  openConfirmation,
  rowOf,
  sent,
  supervision,
  token,
  watched
} from './inspector-scene.ts'

beforeEach(async () => {
  await page.viewport(1040, 700)
})

test.each([
  ['Listen', 'supervision.listen'],
  ['Whisper', 'supervision.whisper'],
  ['Insert', 'supervision.insert']
] as const)('%s asks for the agent of its row', async (name, command) => {
  const fake = await open(supervision())
  await rowOf('20013').getByRole('button', { name, exact: true }).click()
  expect(sent(fake)).toEqual([[command, { workNo: '20013' }]])
})

describe('on the call', () => {
  test('the way of taking part can be switched', async () => {
    const fake = await open(listening())
    const choices = card().getByRole('group', { name: 'How you take part' })
    await expect
      .element(choices.getByRole('button', { name: 'Listen' }))
      .toHaveAttribute(...['aria-pressed', 'true'])
    await choices.getByRole('button', { name: 'Whisper' }).click()
    expect(sent(fake)).toEqual([['supervision.switch', { mode: 'whisper' }]])
  })

  test('a refused switch says so', async () => {
    await open(listening(), {
      'supervision.switch': refusal({ code: 'gateway-refused', retcode: '900-003' })
    })
    await card().getByRole('button', { name: 'Insert' }).click()
    await expect.element(page.getByRole('alert')).toHaveTextContent('Not switched')
  })

  test('after a lost switch no way is shown as the one, and that is said', async () => {
    await open(listening({ modeInDoubt: true }))
    await expect.element(card()).toHaveTextContent('The answer to the last switch was lost')
    expect(card().getByRole('button', { pressed: true }).elements()).toHaveLength(0)
  })

  test('the checklist says of each condition what is known', async () => {
    await open(
      listening({
        checks: [
          { check: 'signed-in', answer: 'yes' },
          { check: 'same-vdn', answer: 'unknown' },
          { check: 'agent-in-call', answer: 'no' }
        ]
      })
    )
    const lines = card().getByRole('list', { name: 'What an intercept needs' })
    await expect.element(lines).toHaveTextContent(/Yes\. You are signed in/)
    await expect.element(lines).toHaveTextContent(/Not known\. The gateway did not say whether/)
    await expect.element(lines).toHaveTextContent(/No\. The agent is not in a call any more/)
  })
})

describe('holding the button', () => {
  const hold = () => dialog().getByRole('button', { name: /Hold to intercept|Keep holding/ })
  const wish = { workNo: '20013', token, confirmation: { by: 'holding' } }
  const openDialog = async () => {
    const fake = await openConfirmation()
    const element = hold().element()
    if (!(element instanceof HTMLElement)) throw new Error('no button')
    return { fake, element }
  }
  const pointer = (type: string) =>
    new PointerEvent(type, { isPrimary: true, button: 0, bubbles: true })

  test('for a second confirms, once, and the dialog is gone', async () => {
    const { fake, element } = await openDialog()
    element.dispatchEvent(pointer('pointerdown'))
    await expect.element(hold()).toHaveTextContent('Keep holding')
    await expect
      .poll(() => sent(fake), { timeout: interceptHoldMs * 3 })
      .toEqual([['supervision.intercept', wish]])
    await expect.element(dialog()).not.toBeInTheDocument()
  })

  test('with the space bar works as well', async () => {
    const { fake, element } = await openDialog()
    element.focus()
    await userEvent.keyboard('{ >}')
    await expect.poll(() => sent(fake), { timeout: interceptHoldMs * 3 }).toHaveLength(1)
    await userEvent.keyboard('{/ }')
  })

  test.each(['pointerup', 'pointerleave', 'pointercancel', 'blur'])(
    'too short, ended by %s, sends nothing',
    async (ending) => {
      const { fake, element } = await openDialog()
      element.dispatchEvent(pointer('pointerdown'))
      // Not by waiting for it to be seen: the hold goes on meanwhile.
      await tick()
      expect(element.textContent).toContain('Keep holding')
      element.dispatchEvent(ending === 'blur' ? new FocusEvent('blur') : pointer(ending))
      await expect.element(hold()).toHaveTextContent('Hold to intercept')
      element.click()
      // Longer than a hold: had the timer lived on, it would have fired.
      await new Promise((resolve) => setTimeout(resolve, interceptHoldMs + 200))
      expect(sent(fake)).toEqual([])
    }
  )
})

test('where main makes no confirmation, no dialog opens and the reason is told', async () => {
  const fake = await open(listening(), {
    'supervision.prepareIntercept': refusal({ code: 'not-now:agent-not-in-call' })
  })
  await button('Intercept').click()
  await expect.element(page.getByRole('alert')).toHaveTextContent('not in a call any more')
  await expect.element(dialog()).not.toBeInTheDocument()
  expect(sent(fake)).toEqual([])
})

test('the list is kept live while the screen is open, and no longer', async () => {
  const fake = await open(supervision({ watching: 'not-reported', unknownNotices: 2 }))
  const wishes = () => fake.calls.filter(([name]) => name === 'supervision.watch')
  expect(wishes()).toEqual([['supervision.watch', { on: true }]])
  await expect.element(page.getByText('does not report changes of state')).toBeVisible()
  await expect.element(page.getByText('2 notices about agents')).toBeVisible()
})

test('a state shows how long it has lasted and how old the news is; an unknown one only that', async () => {
  const now = Date.now()
  await open(
    supervision({
      agents: [
        watched({ stateSince: now - 65_500 }),
        watched({ workNo: '1007', agentState: 'unknown', seenAt: now - 12_500 })
      ]
    })
  )
  await expect.element(rowOf('20013')).toHaveTextContent(/In a call\s*1:0\d ·\s*1\d seconds ago/)
  await expect.element(rowOf('1007')).toHaveTextContent(/not known yet\s*1\d seconds ago/)
})

test('the inspector sees their own last operations and how they ended', async () => {
  const line = { at: Date.now(), operation: 'intercept', to: null, workNo: '20013' } as const
  await open(
    supervision({
      audit: [
        { ...line, id: 'b', result: 'refused', retcode: '900-003' },
        { ...line, id: 'a', operation: 'switch', to: 'whisper', result: 'done', retcode: null }
      ]
    })
  )
  const list = page.getByRole('list', { name: 'Your last operations' })
  await expect.element(list).toHaveTextContent('Intercept the call of agent 20013')
  await expect.element(list).toHaveTextContent('Refused · 900-003')
  await expect.element(list).toHaveTextContent('Switch to whispering to agent 20013')
})
