import { beforeEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import type { RecordingSave } from '../../src/shared/model/recording.ts'
import Recordings from '../../src/renderer/src/features/recordings/Recordings.svelte'
import { savePace } from '../../src/renderer/src/features/recordings/save-pace.ts'
import { refusal, type FakeBridge, type Replies } from '../support/fake-bridge.ts'
import { recording, recordingId, saved, saving } from './recordings-scene.ts'
import { desk } from './support.ts'

async function open(save: RecordingSave, replies: Replies = {}): Promise<FakeBridge> {
  const list = [recording(1, { save })]
  const { fake, bridge, announcer, mirrors } = desk({ 'recordings.list': list, ...replies })
  const { recordings, settings } = mirrors
  await render(Recordings, { bridge, announcer, recordings, settings })
  return fake
}

const row = () => page.getByRole('list', { name: /^Call / }).getByRole('listitem')
const button = (name: string) => row().getByRole('button', { name, exact: true })
const bar = () => row().getByRole('progressbar', { name: 'Saving the video' })
const given = (fake: FakeBridge) =>
  fake.calls
    .map(([name]) => name)
    .filter((name) => name.startsWith('recordings.') && !name.endsWith('list'))
const now = (fake: FakeBridge, save: RecordingSave): void => {
  fake.emit('recordings.changed', [recording(1, { save })])
}

beforeEach(async () => {
  await page.viewport(1040, 700)
})

test('a video that waits its turn says why, and can be cancelled', async () => {
  const fake = await open({ state: 'queued' })
  await expect.element(row()).toHaveTextContent('Waiting its turn')
  await expect.element(row()).toHaveTextContent('Two videos are saved at a time.')
  await button('Cancel').click()
  expect(fake.calls).toContainEqual(['recordings.cancel', { recordingId: recordingId(1) }])
})

test('saving shows bytes, percent and speed where the length is known', async () => {
  await open(saving())
  await expect
    .element(row())
    .toHaveTextContent(/12 MB of 48 MB · 25 % · \d(\.\d)? MB\/s · about 0:1\d left/)
  await expect.element(bar()).toHaveAttribute('value', '12000000')
  await expect.element(bar()).toHaveAttribute('max', '48000000')
})

test('where the gateway did not say how long the file is, there is no percentage', async () => {
  await open(saving({ totalBytes: null }))
  await expect.element(row()).toHaveTextContent('12 MB so far')
  await expect.element(row()).toHaveTextContent('The gateway did not say how long the file is.')
  await expect.element(row()).not.toHaveTextContent('%')
  await expect.element(bar()).not.toHaveAttribute('value')
})

test('past 200 MB the row says so once and goes on', async () => {
  const fake = await open(saving())
  await expect.element(row()).not.toHaveTextContent('200 MB')
  now(fake, saving({ large: true, receivedBytes: 201_000_000, totalBytes: 900_000_000 }))
  const note = row().getByText(/^Larger than 200 MB/)
  await expect.element(note).toHaveTextContent('Saving goes on')
  expect(note.elements()).toHaveLength(1)
  await expect.element(bar()).toBeVisible()
})

test('verifying is told apart from saving', async () => {
  await open({ state: 'verifying', receivedBytes: 48_000_000 })
  await expect.element(row()).toHaveTextContent('Verifying')
  await expect.element(row()).toHaveTextContent('48 MB received.')
})

test('a failure shows the gateway’s code and its own text, and can be tried again', async () => {
  const fake = await open({
    state: 'failed',
    problem: { code: 'gateway-refused', retcode: '104-005', gatewayText: 'file not exist' }
  })
  await expect.element(row()).toHaveTextContent('Video not saved')
  await expect.element(row().getByText('104-005 · file not exist')).toBeVisible()
  await button('Save again').click()
  expect(given(fake)).toEqual(['recordings.save'])
})

test('a cancelled save keeps nothing and is offered anew', async () => {
  await open({ state: 'cancelled' })
  await expect.element(row()).toHaveTextContent('Saving was cancelled. Nothing was kept.')
  await expect.element(button('Save video')).toBeVisible()
})

test('a refused command says so at its row and can be dismissed', async () => {
  await open(
    { state: 'not-saved' },
    { 'recordings.save': refusal({ code: 'could-not-ask:signed-out' }) }
  )
  await button('Save video').click()
  await expect.element(row().getByRole('alert')).toHaveTextContent('Saving did not begin')
  await button('Dismiss').click()
  await expect.element(row().getByRole('alert')).not.toBeInTheDocument()
})

test('a file that is gone is said where it was asked for', async () => {
  await open(saved(), { 'recordings.showInFolder': refusal({ code: 'not-found' }) })
  await button('Show in folder').click()
  await expect.element(row().getByRole('alert')).toHaveTextContent('The file cannot be shown')
})

test('a double click on Save video does not cancel what its first click began', async () => {
  const fake = await open({ state: 'not-saved' })
  fake.answer({
    'recordings.save': () => {
      now(fake, { state: 'queued' })
    }
  })
  await button('Save video').dblClick()
  await expect.element(button('Cancel')).toBeVisible()
  expect(given(fake)).toEqual(['recordings.save'])
})

test('by keyboard the focus stays in its place from saving to showing', async () => {
  const fake = await open({ state: 'not-saved' })
  button('Save video').element().focus()
  await userEvent.keyboard('{Enter}')
  now(fake, saving())
  await expect.element(button('Cancel')).toHaveFocus()
  now(fake, saved())
  await expect.element(button('Show in folder')).toHaveFocus()
})

test('a transfer that stands still slows down, and never runs past its end', () => {
  const startedAt = 1_000_000
  const save = {
    state: 'saving',
    receivedBytes: 30,
    totalBytes: 60,
    large: false,
    startedAt
  } as const
  expect(savePace(save, startedAt + 10_000)).toEqual({
    percent: 50,
    bytesPerSecond: 3,
    leftMs: 10_000
  })
  expect(savePace(save, startedAt + 30_000).bytesPerSecond).toBe(1)
  expect(savePace({ ...save, receivedBytes: 70 }, startedAt + 10_000)).toMatchObject({
    percent: 100,
    leftMs: 0
  })
  expect(savePace(save, startedAt + 500)).toEqual({
    percent: 50,
    bytesPerSecond: null,
    leftMs: null
  })
})
