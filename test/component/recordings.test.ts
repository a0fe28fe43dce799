import { beforeEach, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import type { RecordingSave, RecordingView } from '../../src/shared/model/recording.ts'
import type { Language } from '../../src/shared/model/settings.ts'
import Recordings from '../../src/renderer/src/features/recordings/Recordings.svelte'
import type { FakeBridge, Replies } from '../support/fake-bridge.ts'
import { callId, olderCallId, recording, saved, saving, sha256 } from './recordings-scene.ts'
import { desk, settings } from './support.ts'

async function open(
  rows: readonly RecordingView[],
  replies: Replies = {},
  language: Language = 'en'
): Promise<FakeBridge> {
  const { fake, bridge, announcer, mirrors, ...rest } = desk({
    'recordings.list': [...rows],
    ...replies
  })
  rest.language.set(language)
  await render(Recordings, {
    bridge,
    announcer,
    recordings: mirrors.recordings,
    settings: mirrors.settings
  })
  return fake
}

const openSave = (save: RecordingSave): Promise<FakeBridge> => open([recording(1, { save })])
const row = () => page.getByRole('list', { name: `Call ${callId}` }).getByRole('listitem')
const button = (name: string) => row().getByRole('button', { name, exact: true })
const groups = () => page.getByRole('heading', { level: 2 })

beforeEach(async () => {
  await page.viewport(1040, 700)
})

test('it says since when recordings are known, and that the list ends with the app', async () => {
  await open([])
  await expect.element(page.getByText(/only if the gateway announced it while you/)).toBeVisible()
  await expect.element(page.getByText(/ends when Callside is closed/)).toBeVisible()
  await expect.element(page.getByText('No recordings yet')).toBeVisible()
})

test('it says where videos are saved, with the way to change it', async () => {
  await open([])
  await expect.element(page.getByText(settings.saveFolder)).toBeVisible()
  const link = page.getByRole('link', { name: 'Change in Settings' })
  await expect.element(link).toHaveAttribute('href', '#settings')
})

test('a folder that the organisation set is not offered for change', async () => {
  await open([], { 'settings.get': { ...settings, saveFolderManaged: true } })
  await expect.element(page.getByText('Set by your organisation')).toBeVisible()
  expect(page.getByRole('link').elements()).toHaveLength(0)
})

test('recordings stand under their call, newest first, those without a call too', async () => {
  await open([
    recording(1, { callId: olderCallId }),
    recording(2, { callId: null }),
    recording(3),
    recording(4, { source: 'conference' })
  ])
  await expect
    .poll(() =>
      groups()
        .elements()
        .map((heading) => heading.textContent)
    )
    .toEqual([`Call ${callId}`, 'The gateway named no call', `Call ${olderCallId}`])
  await expect.poll(() => row().elements()).toHaveLength(2)
  await expect.element(row().first()).toHaveTextContent('Conference recording')
  await expect.element(row().last()).toHaveTextContent('Recording file')
})

test('a recording that has not stopped may still be growing, and can be saved already', async () => {
  const fake = await open([recording(1, { stoppedAt: null })])
  await expect.element(row()).toHaveTextContent('May still be growing')
  await expect.element(row()).not.toHaveTextContent('Stopped')
  await button('Save video').click()
  const { recordingId } = recording(1)
  expect(fake.calls).toContainEqual(['recordings.save', { recordingId }])
  fake.emit('recordings.changed', [recording(1)])
  await expect.element(row()).toHaveTextContent(/Started \d\d:\d\d:\d\d.*Stopped \d\d:\d\d:\d\d/)
})

test('audio is listed and not offered, with the reason', async () => {
  await open([recording(1, { media: 'audio' })])
  await expect.element(row()).toHaveTextContent('Callside saves videos only.')
  expect(row().getByRole('button').elements()).toHaveLength(0)
})

test('a recording that failed at the gateway says so and may still be tried', async () => {
  await open([recording(1, { failed: true })])
  await expect.element(row()).toHaveTextContent('The gateway said that this recording failed.')
  await expect.element(button('Save video')).toBeVisible()
})

test('a saved file is named with its size, its hash and what proves its length', async () => {
  await openSave(saved())
  await expect.element(row()).toHaveTextContent('20260407-103105-1552524689-16797284.mp4')
  await expect.element(row()).toHaveTextContent('48.2 MB')
  await expect.element(row()).toHaveTextContent(`SHA-256 ${sha256.slice(0, 12)}…`)
  await expect.element(row()).toHaveTextContent('everything that the gateway announced has arrived')
  await expect.element(row()).not.toHaveTextContent('may have grown')
})

test('the whole hash is copied', async () => {
  await openSave(saved())
  const heard = new Promise<string | undefined>((tell) => {
    window.addEventListener(
      'copy',
      (event) => {
        tell(event.clipboardData?.getData('text/plain'))
      },
      { once: true }
    )
  })
  await button('Copy: SHA-256').click()
  expect(await heard).toBe(sha256)
  await expect.element(button('Copied: SHA-256')).toBeVisible()
})

test.each([
  ['chunked-end', 'the gateway marked the end of the file'],
  ['none', 'Length unproven: the gateway did not say how long the file is.']
] as const)('a length told by %s is described as what it is', async (lengthProof, words) => {
  await openSave(saved({ lengthProof }))
  await expect.element(row()).toHaveTextContent(words)
})

test('what may have grown since is said, also after the recording has stopped', async () => {
  const save = saved({ mayHaveGrown: true })
  const fake = await open([recording(1, { save, stoppedAt: null })])
  await expect.element(row()).toHaveTextContent('it may have grown since')
  fake.emit('recordings.changed', [recording(1, { save })])
  await expect.element(row()).toHaveTextContent('Save it again to have all of it.')
  await button('Save again').click()
  const { recordingId } = recording(1)
  expect(fake.calls).toContainEqual(['recordings.save', { recordingId }])
})

test('a saved file is shown in its folder, by its id alone', async () => {
  const fake = await openSave(saved())
  await button('Show in folder').click()
  const { recordingId } = recording(1)
  expect(fake.calls).toContainEqual(['recordings.showInFolder', { recordingId }])
})

test.each(['en', 'zh-CN'] as const)('at 480 px, in %s, nothing is cut off', async (language) => {
  await page.viewport(480, 700)
  const rows = [
    recording(1, { save: saved({ fileName: `${'long-name-'.repeat(12)}.mp4` }) }),
    recording(2, { save: saving({ large: true }) }),
    recording(3, { save: { state: 'failed', problem: { code: 'file:truncated' } } })
  ]
  await open(rows, {}, language)
  await expect.poll(() => page.getByRole('listitem').elements()).toHaveLength(4)
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(480)
})
