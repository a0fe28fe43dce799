import { expect, type Locator } from '@playwright/test'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Recording, RecordOptions } from '../../../src/simulator/recordings.ts'
import { freshH5Call, type Desk } from './test.ts'

/** 200 MB and more take their time where other tests use the disk as well. */
const saveLimitMs = 40_000

/** A recording of a call, with its row on the screen. */
export interface RecordingOnScreen {
  callId: string
  recording: Recording
  row: Locator
  /** Names of the files in the save folder that belong to the call, `.part` files included. */
  files: () => string[]
  /** SHA-256 of one of them, in hexadecimal. */
  sha256: (fileName: string) => string
}

/** Recording begins in a fresh H5 call; the screen *Recordings* is open. */
export async function freshRecording(
  desk: Desk,
  options?: Partial<RecordOptions>
): Promise<RecordingOnScreen> {
  return recordingOf(desk, await freshH5Call(desk), options)
}

/** Recording begins in a call that is on; the screen *Recordings* is open. */
export async function recordingOf(
  { page, gateway, callside }: Desk,
  callId: string,
  options?: Partial<RecordOptions>
): Promise<RecordingOnScreen> {
  const recording = gateway.script.record(callId, options)
  await page.getByRole('navigation').getByRole('link', { name: 'Recordings' }).click()
  const row = page.getByRole('listitem', { name: callId }).getByRole('listitem')
  await expect(row).toBeVisible()
  const { saved } = callside
  return {
    callId,
    recording,
    row,
    files: () =>
      existsSync(saved) ? readdirSync(saved).filter((name) => name.includes(callId)) : [],
    sha256: (name) =>
      createHash('sha256')
        .update(readFileSync(join(saved, name)))
        .digest('hex')
  }
}

/** Presses "Save video" in the row; what comes of it is the test's to see. */
export async function save(row: Locator): Promise<void> {
  await row.getByRole('button', { name: 'Save video' }).click()
}

/** The one file of the call is there, whole: what the gateway's file server holds. */
export async function expectSaved(
  desk: Desk,
  { recording, row, files, sha256 }: RecordingOnScreen
) {
  await expect(row.getByText('Saved', { exact: true })).toBeVisible({ timeout: saveLimitMs })
  const [name = ''] = files()
  expect(files()).toEqual([name])
  expect(name).toMatch(/\.mp4$/)
  expect(sha256(name)).toBe(await desk.gateway.script.sha256Of(recording.fileName))
}

/** The row says that the video was not saved, and in words why; nothing is left on the disk. */
export async function expectNotSaved(
  { row, files }: RecordingOnScreen,
  ...words: (string | RegExp)[]
) {
  await expect(row.getByText('Video not saved')).toBeVisible()
  for (const word of words) await expect(row.getByText(word)).toBeVisible()
  expect(files()).toEqual([])
  await expect(row.getByRole('button', { name: 'Save again' })).toBeEnabled()
}
