import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { logOf, type Callside } from './support/app.ts'
import { goTo, invoke } from './support/shell.ts'
import { expect, signedIn, test } from './support/test.ts'

/** A text as an error of a library may hold it. */
const secret = 'planted-in-an-error'

/** Each throws where nobody catches it, in main. */
const faults: readonly { where: string; plant: (callside: Callside) => Promise<unknown> }[] = [
  {
    where: 'a timer',
    plant: ({ app }) =>
      app.evaluate((_electron, text) => {
        setTimeout(() => {
          throw new Error(text)
        }, 1)
      }, secret)
  },
  {
    where: 'a promise that is rejected',
    plant: ({ app }) =>
      app.evaluate((_electron, text) => {
        setTimeout(() => void Promise.reject(new Error(text)), 1)
      }, secret)
  },
  {
    where: 'a listener of the app',
    plant: async ({ app }) => {
      await breakShow(app)
      await app.evaluate((electron) => electron.app.emit('second-instance'))
    }
  },
  {
    where: 'a click on the tray',
    plant: async ({ app, page }) => {
      await app.evaluate(({ Tray }) => {
        const setToolTip: unknown = Reflect.get(Tray.prototype, 'setToolTip')
        Tray.prototype.setToolTip = function (...given) {
          Reflect.set(globalThis, 'plantedTray', this)
          if (typeof setToolTip === 'function') Reflect.apply(setToolTip, this, given)
        }
      })
      await signedIn(page)
      await breakShow(app)
      await app.evaluate(() => {
        // Kept by the function above.
        const tray = Reflect.get(globalThis, 'plantedTray') as NodeJS.EventEmitter
        tray.emit('click')
      })
    }
  }
]

/** What brings the window to the front fails from now on. */
const breakShow = (app: Callside['app']): Promise<void> =>
  app.evaluate(({ BrowserWindow }, text) => {
    BrowserWindow.prototype.focus = () => {
      throw new Error(text)
    }
  }, secret)

const messages = ({ page }: Callside) => page.getByRole('region', { name: 'Messages' })

/** The reference on screen, once it is there. */
async function referenceOf(callside: Callside): Promise<string> {
  const said = messages(callside).getByText(/Something went wrong inside Callside/)
  await expect(said).toHaveCount(1)
  const [, ref] = /Reference for IT: ([0-9a-f]{8})$/.exec((await said.textContent()) ?? '') ?? []
  return ref ?? 'none'
}

for (const { where, plant } of faults) {
  test(`an error in ${where} is said with the reference that the log has, and the app goes on`, async ({
    callside
  }) => {
    const { page } = callside
    await expect(page.getByRole('navigation')).toBeVisible()
    await plant(callside)
    const ref = await referenceOf(callside)
    const lines = logOf(callside)
      .split('\n')
      .filter((line) => line.includes('what="fault"'))
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain(`ref="${ref}"`)
    expect(lines[0]).toContain('frames="Error | at ')
    expect(logOf(callside)).not.toContain(secret)
    await goTo(page, 'Settings')
    expect(await invoke(page, 'settings.get')).toMatchObject({ ok: true })
  })
}

test('an error in a command is answered with the reference that the log has', async ({
  callside
}) => {
  const { app, page } = callside
  await app.evaluate(({ dialog }, text) => {
    dialog.showOpenDialog = () => {
      throw new Error(text)
    }
  }, secret)
  await goTo(page, 'Settings')
  const chosen = await invoke(page, 'settings.chooseSaveFolder')
  expect(chosen).toMatchObject({ ok: false, code: 'unexpected' })
  const { ref } = chosen as { ref: string } // what an unexpected error is answered with
  expect(ref).toMatch(/^[0-9a-f]{8}$/)
  expect(logOf(callside)).toContain(`ref="${ref}"`)
  expect(logOf(callside)).not.toContain(secret)
})

test('errors without end sign the agent out, say why, and end the app with an error', async ({
  callside,
  gateway
}) => {
  const { app, page } = callside
  await signedIn(page)
  const ended = app.process()
  await app.evaluate(({ dialog }) => {
    dialog.showMessageBox = () => Promise.resolve({ response: 2, checkboxChecked: false })
    setInterval(() => {
      throw new Error('planted-in-an-error')
    }, 2)
  })
  await callside.ended()
  expect(ended.exitCode).toBe(1)
  expect(gateway.control.counts('forceLogout').accepted).toBe(1)
  expect(logOf(callside)).toContain('what="too many faults"')
  expect(readFileSync(join(callside.home, 'output.txt'), 'utf8')).toContain('Callside had to end')
})
