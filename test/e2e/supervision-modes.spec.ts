import {
  agentRow,
  atInspectorScreen,
  interceptButton,
  listening,
  stage,
  test,
  watched
} from './support/inspector.ts'
import { goTo } from './support/shell.ts'
import { expect } from './support/test.ts'

const modes = [
  { name: 'Whisper', asks: 'requestWhisperAgent', stops: 'requestStopWhisperAgent' },
  { name: 'Insert', asks: 'addInsert', stops: 'stopSuperviseOrInsert' }
] as const

for (const { name, asks, stops } of modes) {
  test(`an inspector begins with ${name} and stops by its own request`, async ({
    inspectorDesk
  }) => {
    const { page, gateway } = inspectorDesk
    await atInspectorScreen(inspectorDesk)
    const before = [gateway.control.counts(asks).accepted, gateway.control.counts(stops).accepted]
    await agentRow(inspectorDesk, watched).getByRole('button', { name }).click()
    await expect(stage(inspectorDesk)).toHaveText("On the agent's call")
    await page.getByRole('button', { name: 'Stop', exact: true }).click()
    await expect(stage(inspectorDesk)).toHaveCount(0)
    expect([gateway.control.counts(asks).accepted, gateway.control.counts(stops).accepted]).toEqual(
      before.map((count) => count + 1)
    )
  })
}

test('listening is switched to whispering and inserting, each told by one request', async ({
  inspectorDesk
}) => {
  const { page, gateway } = inspectorDesk
  await atInspectorScreen(inspectorDesk)
  await listening(inspectorDesk)
  const choice = page.getByRole('group', { name: 'How you take part' })
  const before = gateway.control.counts('requestSwitchInsertWhisperAgent').accepted
  await choice.getByRole('button', { name: 'Whisper' }).click()
  await expect(page.getByText('Only the agent hears you.', { exact: false })).toBeVisible()
  await choice.getByRole('button', { name: 'Insert' }).click()
  await expect(page.getByText('hear each other')).toBeVisible()
  expect(gateway.control.counts('requestSwitchInsertWhisperAgent').accepted).toBe(before + 2)
})

test('holding the button for a second intercepts; letting go earlier does not', async ({
  inspectorDesk
}) => {
  const { page, gateway } = inspectorDesk
  await atInspectorScreen(inspectorDesk)
  await listening(inspectorDesk)
  const before = gateway.control.counts('intercept').received
  await interceptButton(inspectorDesk).click()
  const hold = page.getByRole('button', { name: 'Hold to intercept' })
  await hold.click()
  await expect(hold).toBeVisible()
  await hold.hover()
  await page.mouse.down()
  await expect(stage(inspectorDesk)).toHaveText('With the customer')
  await page.mouse.up()
  expect(gateway.control.counts('intercept').received).toBe(before + 1)
  await expect(
    page.getByRole('list', { name: 'Your last operations' }).getByText('you had the customer')
  ).toBeVisible()
})

test('the gateway tells of agents only while the screen is open', async ({ inspectorDesk }) => {
  const { page, gateway } = inspectorDesk
  const ends = gateway.control.counts('endMonitor').accepted
  const begins = gateway.control.counts('beginMonitor').accepted
  await atInspectorScreen(inspectorDesk)
  await expect.poll(() => gateway.control.counts('beginMonitor').accepted).toBeGreaterThan(begins)
  gateway.script.hangUp(gateway.script.callOf(watched)?.callId ?? '')
  await expect(agentRow(inspectorDesk, watched).getByText('Ready')).toBeVisible()
  await goTo(page, 'Activity')
  await expect.poll(() => gateway.control.counts('endMonitor').accepted).toBeGreaterThan(ends)
})
