import type { Callside } from './app.ts'

/**
 * Lets time pass for main and page without waiting for it: timers of the page that fall due fire,
 * and main measures so much more. `page.clock.install()` must have been called.
 */
export async function passTime({ app, page }: Callside, ms: number): Promise<void> {
  await app.evaluate((_electron, by) => {
    const elapsed = performance.now.bind(performance)
    performance.now = () => elapsed() + by
  }, ms)
  await page.clock.fastForward(ms)
}
