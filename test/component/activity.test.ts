import { beforeEach, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import { outcomes, type ActivityEntry } from '../../src/shared/model/activity.ts'
import Activity from '../../src/renderer/src/features/activity/Activity.svelte'
import { outcomeSentence } from '../../src/renderer/src/words/outcome-words.ts'
import type { FakeBridge } from '../support/fake-bridge.ts'
import { desk } from './support.ts'

const head = { at: Date.UTC(2026, 3, 7, 1, 0, 0), callId: null }
const poll: ActivityEntry = {
  ...head,
  id: 1,
  kind: 'request',
  logName: 'getAgentEvent',
  outcome: 'ok',
  durationMs: 212.4,
  problem: null
}
const refused: ActivityEntry = {
  ...head,
  id: 2,
  callId: '1552524689-16797284',
  kind: 'request',
  logName: 'imagecapture',
  outcome: 'refused',
  durationMs: 61,
  problem: { code: 'gateway-refused', retcode: '106-011', gatewayText: 'no such call' }
}
const talking: ActivityEntry = { ...head, id: 3, kind: 'event', eventType: 'AgentEvent_Talking' }
const unknown: ActivityEntry = { ...head, id: 4, kind: 'event', eventType: 'AgentOther_Brand_New' }
const declined: ActivityEntry = {
  ...head,
  id: 5,
  kind: 'outcome',
  name: 'capture-refused',
  subject: null,
  problem: null
}

async function open(entries: readonly ActivityEntry[]): Promise<FakeBridge> {
  const { fake, mirrors } = desk({ 'activity.list': [...entries] })
  await render(Activity, { activity: mirrors.activity })
  return fake
}

const rows = () => page.getByRole('listitem')
const texts = () =>
  rows()
    .elements()
    .map((row) => row.textContent)

beforeEach(async () => {
  await page.viewport(1040, 700)
})

test('each request stands by its name in the gateway’s log, with outcome and milliseconds', async () => {
  await open([poll, refused])
  await expect.element(rows().filter({ hasText: 'getAgentEvent' })).toHaveTextContent(/OK 212 ms/)
  const row = rows().filter({ hasText: 'imagecapture' })
  await expect.element(row).toHaveTextContent(/refused 61 ms/)
  await expect.element(row).toHaveTextContent('106-011 · no such call')
  await expect.element(row).toHaveTextContent('1552524689-16797284')
})

test('a known event has a plain gloss, an unknown one its name', async () => {
  await open([talking, unknown])
  await expect
    .element(rows().filter({ hasText: 'AgentEvent_Talking' }))
    .toHaveTextContent('talking to the customer')
  await expect.element(rows().filter({ hasText: 'AgentOther_Brand_New' })).toBeVisible()
})

test('the newest entry stands first, and news arrive on top', async () => {
  const fake = await open([poll, talking])
  await expect.poll(texts).toHaveLength(2)
  expect(texts()[0]).toContain('AgentEvent_Talking')
  fake.emit('activity.changed', [poll, talking, declined])
  await expect.poll(() => texts()[0]).toContain('The customer declined the picture.')
})

test('a refusal by the customer is not among the problems, a refused request is', async () => {
  await open([poll, refused, talking, declined])
  await page.getByRole('button', { name: 'Problems' }).click()
  await expect.poll(texts).toHaveLength(1)
  expect(texts()[0]).toContain('imagecapture')
  await page.getByRole('button', { name: 'Events' }).click()
  await expect.poll(() => texts()[0]).toContain('AgentEvent_Talking')
  await page.getByRole('button', { name: 'Requests' }).click()
  await expect.poll(texts).toHaveLength(2)
})

test('an empty day says what will appear here', async () => {
  await open([])
  await expect.element(page.getByText('Nothing happened yet today')).toBeVisible()
})

test('a filter that nothing passes says so, and not that the day is empty', async () => {
  await open([poll])
  await page.getByRole('button', { name: 'Events' }).click()
  await expect.element(page.getByText('Nothing of this kind')).toBeVisible()
})

test('every outcome has a sentence of its own, and names what it is about', () => {
  const sentences = outcomes.map((name) => outcomeSentence(name, 'a.mp4'))
  expect(new Set(sentences).size).toBe(outcomes.length)
  expect(outcomeSentence('video-saved', 'a.mp4')).toBe('Video saved: a.mp4')
})

test('five hundred entries are there, and those out of sight are not laid out', async () => {
  await open(Array.from({ length: 500 }, (_, id) => ({ ...poll, id })))
  await expect.poll(() => rows().elements().length).toBe(500)
  const last = rows().elements().at(-1)
  expect(last?.querySelector('code')?.checkVisibility({ contentVisibilityAuto: true })).toBe(false)
})
