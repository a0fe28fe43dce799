import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { electronProgram, hasRealElectron } from '../electron-host/which.ts'
import { launchCallside, newHome, type LaunchOptions } from './support/app.ts'
import { activityRow } from './support/shell.ts'
import { expect, test } from './support/test.ts'

const root = resolve(import.meta.dirname, '../..')

interface Place {
  what: string
  /** Puts it there, in the home of the app. */
  make: (home: string) => void
  /** What a person reads of it, in Messages and in Activity. */
  says: RegExp
  options?: (home: string) => LaunchOptions
  /** The stand-in's own Chromium has its profile there and cannot go without. */
  realOnly?: boolean
}

const inUserData = (home: string, name: string): string => {
  mkdirSync(join(home, 'user-data'), { recursive: true })
  return join(home, 'user-data', name)
}

/** The folder of the account's settings, with nothing but a file in the place of ours. */
function fileInPlace(home: string): void {
  mkdirSync(join(home, 'config'))
  writeFileSync(join(home, 'config/Callside'), '')
}

/** What lies in the way of a start, and costs no more than what it is in the way of. */
const places: readonly Place[] = [
  {
    what: 'a folder in the place of the settings',
    make: (home) => {
      mkdirSync(inUserData(home, 'settings.json'))
    },
    says: /settings could not be read and were set back to their defaults/
  },
  {
    what: 'settings that are no object, beside a good backup',
    make: (home) => {
      writeFileSync(inUserData(home, 'settings.json'), 'null')
      writeFileSync(inUserData(home, 'settings.json.bak'), '{"theme":"dark"}')
    },
    says: /restored from their backup/
  },
  {
    what: 'a file in the place of the log folder',
    make: (home) => {
      writeFileSync(inUserData(home, 'logs'), '')
    },
    says: /The log cannot be written/
  },
  {
    what: 'a policy that is a folder',
    make: (home) => {
      mkdirSync(join(home, 'policy'))
    },
    says: /policy file has something that Callside does not understand/,
    options: (home) => ({ env: { CALLSIDE_POLICY_FILE: join(home, 'policy') } })
  },
  {
    what: "a file in the place of this user's folder",
    make: fileInPlace,
    says: /Settings and library cannot be kept/,
    realOnly: true,
    options: (home) => ({ usualUserData: true, env: { XDG_CONFIG_HOME: join(home, 'config') } })
  }
]

for (const { what, make, says, options, realOnly } of places) {
  test(`${what}: the window says so, and Practice works`, async () => {
    test.skip(realOnly === true && !hasRealElectron(), 'the stand-in keeps its profile there')
    const home = newHome()
    make(home)
    const callside = await launchCallside({ home, ...options?.(home) })
    const { page } = callside
    try {
      await expect(await activityRow(page, says)).not.toHaveCount(0)
      await page.getByRole('link', { name: 'Connect', exact: true }).click()
      await page.getByRole('button', { name: 'Practice' }).click()
      await expect(page.getByRole('banner').getByText('Connected')).toBeVisible()
    } finally {
      await callside.close()
    }
  })
}

test("a user's folder without the right to write: a window that says so, never silence", async () => {
  test.skip(process.getuid?.() === 0, 'root may write everywhere')
  const home = newHome()
  mkdirSync(join(home, 'user-data'), { mode: 0o500 })
  const callside = await launchCallside({ home })
  const { page } = callside
  try {
    await expect(page.getByText(/Settings and library cannot be kept/)).toBeVisible()
    await page.getByRole('button', { name: 'Practice' }).click()
    await expect(page.getByRole('banner').getByText('Connected')).toBeVisible()
  } finally {
    await callside.close()
    chmodSync(join(home, 'user-data'), 0o700)
  }
})

test('an audit file that cannot be read costs supervision, not the app', async () => {
  const home = newHome()
  mkdirSync(inUserData(home, 'supervision-audit.jsonl'))
  const callside = await launchCallside({ home })
  try {
    await expect(callside.page.getByRole('button', { name: 'Practice' })).toBeVisible()
  } finally {
    await callside.close()
  }
})

/** Runs the built app with `plant` before it; its box is answered with *Quit*. Gives what it said. */
async function startOf(plant: string, change: (appFolder: string) => void = () => undefined) {
  const appFolder = mkdtempSync(join(tmpdir(), 'callside-start-'))
  cpSync(join(root, 'out'), join(appFolder, 'out'), { recursive: true })
  change(appFolder)
  writeFileSync(
    join(appFolder, 'package.json'),
    JSON.stringify({ name: 'callside', productName: 'Callside', type: 'module', main: 'plant.js' })
  )
  const box = `
    import { BrowserWindow, dialog, powerMonitor } from 'electron/main'
    dialog.showMessageBox = ({ message, detail }) => {
      const windows = BrowserWindow.getAllWindows().length
      process.stdout.write('box ' + JSON.stringify({ message, detail, windows }) + '\\n')
      return Promise.resolve({ response: 2, checkboxChecked: false })
    }
    ${plant}
    await import('./out/main/index.js')`
  writeFileSync(join(appFolder, 'plant.js'), box)
  const home = join(newHome(), 'user-data')
  const app = spawn(electronProgram(), ['.', `--user-data-dir=${home}`], { cwd: appFolder })
  const [said] = await Promise.all([text(app.stdout), once(app, 'exit')])
  rmSync(appFolder, { recursive: true, force: true })
  const line = said.split('\n').find((row) => row.startsWith('box '))
  return { code: app.exitCode, box: JSON.parse(line?.slice(4) ?? 'null') as unknown }
}

test('a missing page ends in a box that names it, and an exit code', async () => {
  const page = 'out/renderer/index.html'
  const { code, box } = await startOf('', (appFolder) => {
    rmSync(join(appFolder, page))
  })
  expect(box).toMatchObject({
    message: 'Callside could not start',
    detail: expect.stringContaining(page),
    windows: 0
  })
  expect(code).toBe(1)
})

test('a start that cannot read what it stands on ends in a box', async () => {
  const { code, box } = await startOf("process.env.CALLSIDE_TIMINGS = '{bad'")
  expect(box).toMatchObject({ message: 'Callside could not start', windows: 0 })
  expect(code).toBe(1)
})

test('a start that fails once the window is there ends in a box, and the window goes', async () => {
  const { code, box } = await startOf(
    "powerMonitor.on = () => { throw new Error('planted-in-an-error') }"
  )
  expect(box).toMatchObject({
    message: 'Callside could not start',
    detail: expect.not.stringContaining('planted'),
    windows: 0
  })
  expect(code).toBe(1)
})

/** When a start is told to end, each by what it has come to. */
const moments: Readonly<Record<string, string>> = {
  'the window is made': "app.once('web-contents-created', end)",
  'the page begins to load':
    "app.once('web-contents-created', (_, contents) => contents.once('did-start-loading', end))",
  'the page can be read':
    "app.once('web-contents-created', (_, contents) => contents.once('dom-ready', end))"
}

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'])
  for (const [moment, plant] of Object.entries(moments))
    test(`${signal} as ${moment}: the app ends in order`, async () => {
      const { code, box } = await startOf(
        `import { app } from 'electron/main'
        const end = () => process.kill(process.pid, '${signal}')
        ${plant}`
      )
      expect(code).toBe(0)
      expect(box).toBeNull()
    })
