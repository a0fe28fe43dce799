import type { Callside } from './app.ts'

/** Wishes to quit, as by the tray. */
export const quit = ({ app }: Callside): Promise<void> =>
  app.evaluate((electron) => {
    electron.app.quit()
  })

/** What a system or its supervisor sends to end the app. */
export async function terminate({ app }: Callside): Promise<void> {
  process.kill(await app.evaluate(() => process.pid), 'SIGTERM')
}

/**
 * What Windows does once the session ends: it tells the window, and may kill when that has returned.
 * Resolves when the app has ended.
 */
export const endSession = async ({ app, ended }: Callside, then: 'KILL' | null): Promise<void> => {
  const done = app.evaluate(({ BrowserWindow }, signal) => {
    BrowserWindow.getAllWindows()[0]?.emit('session-end', { reasons: ['logoff'] })
    if (signal === null) return
    // From outside, before this returns: process.kill tidies up first where it is the process's own end.
    const { spawnSync } = process.getBuiltinModule('node:child_process')
    spawnSync('kill', ['-s', signal, String(process.pid)])
  }, then)
  // Nobody answers for a process that is gone.
  await Promise.race([done.catch(() => undefined), ended()])
  await ended()
}
