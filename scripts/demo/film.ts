import type { Page } from 'playwright'

/** What a player tells of a film. */
export interface Film {
  durationSeconds: number
  width: number
  height: number
}

/** Plays the first saved video of the library in the app itself, and closes the player again. */
export async function playFirstVideo(page: Page): Promise<Film> {
  await page
    .getByRole('button', { name: /^Play: Video/ })
    .first()
    .click()
  const player = page.getByRole('dialog').locator('video')
  await player.waitFor()
  // It resolves once it plays, and is refused for a film that cannot be played.
  const film = await page.evaluate<Film>(
    `(async (video) => {
      video.muted = true
      await video.play()
      const { duration, videoWidth: width, videoHeight: height } = video
      return { durationSeconds: duration, width, height }
    })(document.querySelector('dialog video'))`
  )
  await page.keyboard.press('Escape')
  await player.waitFor({ state: 'detached' })
  return film
}
