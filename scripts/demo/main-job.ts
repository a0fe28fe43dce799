import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { playFirstVideo, type Film } from './film.ts'
import type { Narrator } from './narrator.ts'
import { photograph } from './photographs.ts'
import { verifyPicture, verifyVideo, type PictureFacts, type VideoFacts } from './verify.ts'

export interface MainJob {
  page: Page
  saved: string
  output: string
  narrator: Narrator
  /** Extra time between steps where somebody watches, in milliseconds. */
  pauseMs: number
}

/** What the demo found out about what it saved. */
export interface DemoFacts {
  video: VideoFacts
  picture: PictureFacts
}

/** A colleague of the practice gateway who is always in a voice call. */
const colleague = '1003'

/** The practice gateway's agent gets a call some seconds after the sign-in. */
const callWithinMs = 60_000

/** Signs in, captures, saves, rejoins, writes data, intercepts: each through the screen. */
export async function playMainJob(job: MainJob): Promise<DemoFacts> {
  const { page } = job
  page.setDefaultTimeout(30_000)
  const pictures = photograph(page, job.output)
  const look = async (screen: string): Promise<void> => {
    await page.waitForTimeout(job.pauseMs)
    await pictures.bothLanguages(screen)
  }

  await button(page, 'Practice').waitFor()
  await look('connect')
  await signIn(job)
  await capture(job)
  await rejoin(job)
  await writeCallData(job)
  await look('now')
  await saveVideo(job)
  const film = await playVideo(job)
  await look('library')
  await open(page, 'Captures')
  await page.getByRole('grid').locator('img').first().waitFor()
  await look('captures')
  await hangUp(job)
  await intercept(job)
  await look('inspector')
  await releaseCustomer(job)
  await open(page, 'Activity')
  await look('activity')
  await open(page, 'Settings')
  await look('settings')
  await signOut(job)

  return checkFiles(job, film)
}

async function checkFiles({ narrator, saved }: MainJob, film: Film): Promise<DemoFacts> {
  let video: VideoFacts | undefined
  let picture: PictureFacts | undefined
  await narrator.step('Check what was saved', async () => {
    video = await verifyVideo(fileIn(saved, '.mp4'), film)
    picture = verifyPicture(fileIn(saved, '.jpg'))
    const { bytes, durationSeconds, boxes } = video
    return `a video of ${durationSeconds} s, ${bytes} bytes in the boxes ${boxes.join(' ')}, and a picture: both as served`
  })
  if (video === undefined || picture === undefined) throw new Error('Nothing was checked')
  return { video, picture }
}

const open = (page: Page, screen: string): Promise<void> =>
  page.getByRole('link', { name: screen, exact: true }).click()

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })

const fileIn = (folder: string, extension: string): string => {
  const name = readdirSync(folder).find((file) => file.endsWith(extension))
  if (name === undefined) throw new Error(`No ${extension} file in ${folder}`)
  return join(folder, name)
}

const sha256 = (file: string): string =>
  createHash('sha256').update(readFileSync(file)).digest('hex')

const signIn = ({ page, narrator }: MainJob): Promise<void> =>
  narrator.step('Sign in to the practice gateway', async () => {
    await button(page, 'Practice').click()
    await page.getByRole('banner').getByText('Connected').waitFor()
    return 'connected as agent 1001, clearly marked as practice'
  })

const capture = ({ page, narrator, saved }: MainJob): Promise<void> =>
  narrator.step('Capture the customer in an H5 video call', async () => {
    await page.getByText('Talking', { exact: true }).first().waitFor({ timeout: callWithinMs })
    await button(page, /^Capture/).click()
    await page.locator('img[src^="/pictures/"]').first().waitFor()
    const file = fileIn(saved, '.jpg')
    return `accepted; ${statSync(file).size} bytes, SHA-256 ${sha256(file).slice(0, 16)}…`
  })

const rejoin = ({ page, narrator }: MainJob): Promise<void> =>
  narrator.step('Get rejoin information', async () => {
    await button(page, 'Get rejoin information').click()
    await button(page, /Copy as JSON/).waitFor()
    return 'every field is there, the signature is masked'
  })

const writeCallData = ({ page, narrator }: MainJob): Promise<void> =>
  narrator.step('Write call data', async () => {
    const text = '{"ticket":4711,"note":"router replaced 路由器已更换"}'
    await page.getByRole('textbox').first().fill(text)
    await button(page, /^Send call data/).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Replace/ })
      .click()
    await page
      .getByText(/read back/i)
      .first()
      .waitFor()
    return `${Buffer.byteLength(text)} bytes sent, read back the same`
  })

const saveVideo = ({ page, narrator, saved }: MainJob): Promise<void> =>
  narrator.step('Save the call video', async () => {
    await open(page, 'Library')
    await button(page, /^Save: Video/)
      .first()
      .click()
    await button(page, /^Play: Video/)
      .first()
      .waitFor()
    const file = fileIn(saved, '.mp4')
    return `${statSync(file).size} bytes, SHA-256 ${sha256(file).slice(0, 16)}…`
  })

async function playVideo({ page, narrator }: MainJob): Promise<Film> {
  let film: Film | undefined
  await narrator.step('Play it in Callside', async () => {
    film = await playFirstVideo(page)
    await button(page, /^Details: Video/)
      .first()
      .click()
    return `${film.durationSeconds} s of ${film.width} x ${film.height}`
  })
  if (film === undefined) throw new Error('Nothing was played')
  return film
}

const hangUp = ({ page, narrator }: MainJob): Promise<void> =>
  narrator.step('End the call', async () => {
    await open(page, 'Now')
    await button(page, /^Hang up/).click()
    await page.getByRole('banner').getByText('Ready', { exact: true }).first().waitFor()
    return 'the agent is ready again'
  })

const intercept = ({ page, narrator }: MainJob): Promise<void> =>
  narrator.step(`Listen to agent ${colleague} and intercept the call`, async () => {
    await open(page, 'Inspector')
    await button(page, /^Refresh/).click()
    const row = page.getByRole('row').filter({ hasText: colleague })
    await row.getByRole('button', { name: /^Listen/ }).click()
    await button(page, /^Intercept/).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox').fill(colleague)
    await dialog.getByRole('button', { name: 'Intercept now' }).click()
    await page.getByText('You are talking to the customer').first().waitFor()
    return 'confirmed with the number, sent once; the inspector talks to the customer'
  })

const releaseCustomer = ({ page, narrator }: MainJob): Promise<void> =>
  narrator.step('Hang up with the customer', async () => {
    await button(page, /^Hang up/).click()
    await page.getByText('You are talking to the customer').first().waitFor({ state: 'hidden' })
    return 'over'
  })

const signOut = ({ page, narrator }: MainJob): Promise<void> =>
  narrator.step('Sign out', async () => {
    await button(page, 'Sign out').click()
    await page.getByRole('banner').getByText('Signed out').waitFor()
    return 'signed out; the practice gateway has ended'
  })
