import { expect, type Locator, type Page } from '@playwright/test'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LibraryItem, LibraryPage } from '../../../src/shared/model/library.ts'
import type { Recording, RecordOptions } from '../../../src/simulator/recordings.ts'
import type { Callside } from './app.ts'
import { goTo, invoke } from './shell.ts'
import { freshH5Call, type Desk } from './test.ts'

/** 200 MB and more take their time where other tests use the disk as well. */
const saveLimitMs = 40_000

/** A recording of a call, with where it is on the screen. */
export interface RecordingOnScreen {
  callId: string
  recording: Recording
  /** Its newest row under *Saved*, while that is open and searches for its call. */
  row: Locator
  /** Its row in the queue, while that is open. */
  queued: Locator
  /** Names of the files of the call in the save folder, evidence aside. */
  files: () => string[]
  /** SHA-256 of one of them, in hexadecimal. */
  sha256: (fileName: string) => string
}

/** Recording begins in a fresh H5 call; the library is open where it can be saved. */
export async function freshRecording(
  desk: Desk,
  options?: Partial<RecordOptions>
): Promise<RecordingOnScreen> {
  const callId = await freshH5Call(desk)
  await emptyQueue(desk.page)
  return recordingOf(desk, callId, options)
}

/** Recording begins in a call that is on; the library is open where it can be saved. */
export async function recordingOf(
  { page, gateway, callside }: Desk,
  callId: string,
  options?: Partial<RecordOptions>
): Promise<RecordingOnScreen> {
  const recording = gateway.script.record(callId, options)
  await atSaved(page, callId)
  const video = { callId, recording, ...onScreen(page, callId), ...onDisk(callside, callId) }
  await expect(video.row).toBeVisible()
  return video
}

export function onScreen(page: Page, callId: string): { row: Locator; queued: Locator } {
  return {
    row: itemRows(page).first(),
    queued: page.getByRole('grid', { name: 'Queue' }).getByRole('row').filter({ hasText: callId })
  }
}

export function onDisk({ saved }: Pick<Callside, 'saved'>, callId: string) {
  return {
    files: (): string[] =>
      allFiles(saved).filter((name) => name.includes(callId) && !name.endsWith('.json')),
    sha256: (name: string): string =>
      createHash('sha256')
        .update(readFileSync(join(saved, name)))
        .digest('hex')
  }
}

export const allFiles = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder) : []

/** What is not whole yet. */
export const parts = ({ saved }: Pick<Callside, 'saved'>): string[] =>
  allFiles(saved).filter((name) => name.endsWith('.part'))

/** The items under *Saved*, newest first; days and calls stand between them. */
export const itemRows = (page: Page): Locator =>
  page.getByRole('treegrid').getByRole('row', { level: 3 })

/** Opens *Saved* with what is found by `search`. */
export async function atSaved(page: Page, search: string): Promise<void> {
  await goTo(page, 'Library')
  await page.getByRole('tab', { name: 'Saved' }).click()
  await page.getByRole('searchbox', { name: 'Search' }).fill(search)
}

export async function atQueue(page: Page): Promise<void> {
  await goTo(page, 'Library')
  await page.getByRole('tab', { name: 'Queue' }).click()
}

const atRest: readonly string[] = ['not-saved', 'saved', 'saved-unproven', 'cancelled']

/** Takes everything out of the queue, as a person would before a new task. */
async function emptyQueue(page: Page): Promise<void> {
  await invoke(page, 'library.resumeAll')
  for (const { itemId, save } of await itemsOf(page)) {
    if (!atRest.includes(save.state)) await invoke(page, 'library.cancel', { itemId })
  }
}

/** The newest items of who is signed in, as main tells them to the page. */
export async function itemsOf(page: Page): Promise<readonly LibraryItem[]> {
  const answer = await invoke(page, 'library.page', { after: null })
  const { value } = answer as { value: LibraryPage } // the contract's answer, checked in main
  return value.items
}

/** Presses "Save" in the row; what comes of it is the test's to see. */
export async function save(row: Locator): Promise<void> {
  await row.getByRole('button', { name: /^Save: / }).click()
}

/** Opens the details of a row. */
export async function open(row: Locator): Promise<void> {
  const button = row.getByRole('button', { name: /^Details: / })
  if ((await button.getAttribute('aria-expanded')) !== 'true') await button.click()
}

/** The one file of the call is there, whole: what the gateway's file server holds. */
export async function expectSaved(desk: Desk, video: RecordingOnScreen): Promise<void> {
  const { callId, recording, row, files, sha256 } = video
  await atSaved(desk.page, callId)
  await expect(row.getByText(/^(Saved|Length unproven)$/).first()).toBeVisible({
    timeout: saveLimitMs
  })
  const [name = ''] = files()
  expect(files()).toEqual([name])
  expect(name).toMatch(/\.mp4$/)
  expect(sha256(name)).toBe(await desk.gateway.script.sha256Of(recording.fileName))
}

/** The queue says that the agent has to look at it, and in words why; nothing is left on the disk. */
export async function expectNotSaved(
  { page, callside }: Desk,
  { queued, files }: RecordingOnScreen,
  ...words: (string | RegExp)[]
): Promise<void> {
  await atQueue(page)
  await expect(queued.getByText('Needs attention')).toBeVisible()
  for (const word of words) await expect(queued.getByText(word).first()).toBeVisible()
  expect(files()).toEqual([])
  expect(parts(callside)).toEqual([])
  await expect(queued.getByRole('button', { name: 'Try again' })).toBeEnabled()
}

/** The queue says why it waits, and when it tries again by itself; there is no file. */
export async function expectWaiting(
  { page }: Desk,
  { queued, files }: RecordingOnScreen,
  ...words: (string | RegExp)[]
): Promise<void> {
  await atQueue(page)
  await expect(queued.getByText('Waiting to try again')).toBeVisible()
  await expect(queued.getByText(/Next try in|Trying now/)).toBeVisible()
  for (const word of words) await expect(queued.getByText(word).first()).toBeVisible()
  expect(files()).toEqual([])
}
