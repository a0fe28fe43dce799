import { expect } from '@playwright/test'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  fixtureApp,
  fixtureTest as test,
  launchFixture,
  readSeen
} from '../electron-host/fixture-app/launch.ts'
import { electronProgram } from '../electron-host/which.ts'
import type { FixtureWindow } from '../electron-host/fixture-app/page-api.ts'
import { childrenOf, exitCodeOf } from '../electron-host/fixture-app/processes.ts'

declare const window: FixtureWindow & { localStorage: Map<string, string> & Storage }
interface Storage {
  setItem: (key: string, value: string) => void
  getItem: (key: string) => string | null
}

test('a second instance ends, and the first hears its arguments and directory', async ({
  fixture
}) => {
  const second = spawn(
    electronProgram(),
    [fixtureApp, `--user-data-dir=${fixture.userData}`, '--hello=中'],
    { cwd: tmpdir(), stdio: ['ignore', 'pipe', 'ignore'] }
  )
  const [exitCode] = (await once(second, 'exit')) as [number]
  expect(exitCode).toBe(0)
  await expect.poll(async () => (await readSeen(fixture.app))['seconds']).toHaveLength(1)
  expect((await readSeen(fixture.app))['seconds']).toEqual([
    {
      argv: expect.arrayContaining([fixtureApp, '--hello=中']) as string[],
      workingDirectory: tmpdir(),
      additionalData: { from: 'fixture' }
    }
  ])
})

test('the lock and the profile of a killed instance are taken over', async ({ fixture }) => {
  const exited = once(fixture.app.process(), 'exit')
  const pid = await fixture.app.evaluate(() => process.pid)
  process.kill(pid, 'SIGKILL')
  await exited
  const next = await launchFixture(fixture.userData)
  expect(await next.window.evaluate(() => window.api.echo(1))).toBe(1)
  await next.app.close()
})

test('dialogs are recorded and answered in the order of the queue', async ({ fixture }) => {
  const { app, host } = fixture
  await host.answer('dialog.showMessageBox', { response: 1 })
  await host.answer('dialog.showSaveDialog', { filePath: '/tmp/video.mp4' })
  const answers = await app.evaluate(async ({ BrowserWindow, dialog }) => {
    const [parent] = BrowserWindow.getAllWindows()
    const ask = { message: 'Replace?', buttons: ['Cancel', 'Replace'], cancelId: 0 }
    return [
      parent === undefined ? null : (await dialog.showMessageBox(parent, ask)).response,
      (await dialog.showMessageBox(ask)).response,
      await dialog.showSaveDialog({ title: 'Save' }),
      await dialog.showOpenDialog({})
    ]
  })
  expect(answers).toEqual([
    1,
    0,
    { canceled: false, filePath: '/tmp/video.mp4' },
    { canceled: true, filePaths: [] }
  ])
  expect((await host.calls('dialog.showMessageBox'))[0]).toEqual([
    '[BrowserWindow 1]',
    { message: 'Replace?', buttons: ['Cancel', 'Replace'], cancelId: 0 }
  ])
})

test('a click in the tray menu does what the app put there', async ({ fixture }) => {
  const { app, host } = fixture
  expect((await host.tray()).toolTip).toBe('Fixture')
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.hide()
  })
  await host.clickTray('Open')
  const isVisible = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.isVisible()
  )
  expect(isVisible).toBe(true)
  await expect(host.clickTray('Off')).rejects.toThrow('"Off" is disabled')
  await expect(host.clickTray('Nothing')).rejects.toThrow('there are "Open", "More", "Off"')
  await host.clickTray('More', 'Quit').catch(() => undefined)
  expect(await exitCodeOf(app)).toBe(0)
})

test('an app that sets no application menu has that of Electron', async ({ fixture }) => {
  const labels = await fixture.app.evaluate(({ Menu }) =>
    Menu.getApplicationMenu()?.items.map(({ label, submenu }) => [
      label,
      ...(label === 'Help' ? [] : (submenu?.items ?? []).map((item) => item.label))
    ])
  )
  expect(labels).toEqual([
    ['File', 'Quit'],
    ['Edit', 'Undo', 'Redo', '', 'Cut', 'Copy', 'Paste', 'Delete', '', 'Select All'],
    [
      ...['View', 'Reload', 'Force Reload', 'Toggle Developer Tools', ''],
      ...['Actual Size', 'Zoom In', 'Zoom Out', '', 'Toggle Full Screen']
    ],
    ['Window', 'Minimize', 'Zoom', 'Close'],
    ['Help']
  ])
  await fixture.app.evaluate(({ Menu }) => {
    Menu.setApplicationMenu(null)
  })
  expect(await fixture.app.evaluate(({ Menu }) => Menu.getApplicationMenu())).toBeNull()
})

test('an error that nobody catches is shown in a box, and the app goes on', async ({ fixture }) => {
  const { app, host } = fixture
  await app.evaluate(() => {
    setTimeout(() => {
      throw new Error('nobody catches this')
    }, 0)
  })
  await expect.poll(() => host.calls('dialog.showErrorBox')).toHaveLength(1)
  const [[title, content] = []] = await host.calls('dialog.showErrorBox')
  expect(title).toBe('A JavaScript error occurred in the main process')
  expect(content).toMatch(/^Uncaught Exception:\nError: nobody catches this\n/)
  expect(await fixture.window.evaluate(() => window.api.echo('still here'))).toBe('still here')
})

test('what safeStorage and localStorage keep is there after a restart', async ({ fixture }) => {
  const sealed = await fixture.app.evaluate(async ({ safeStorage }) =>
    (await safeStorage.encryptStringAsync('pass 中')).toString('base64')
  )
  await fixture.window.evaluate(() => {
    window.localStorage.setItem('kept', 'yes')
  })
  await fixture.app.close()

  const next = await launchFixture(fixture.userData)
  const opened = await next.app.evaluate(async ({ safeStorage }, text) => {
    const { result } = await safeStorage.decryptStringAsync(Buffer.from(text, 'base64'))
    return [result, safeStorage.getSelectedStorageBackend()]
  }, sealed)
  expect(opened).toEqual(['pass 中', 'basic_text'])
  expect(await next.window.evaluate(() => window.localStorage.getItem('kept'))).toBe('yes')
  await next.app.close()
})

test('a utility process is a real process with a parentPort', async ({ fixture }) => {
  const seen = await fixture.app.evaluate(
    async ({ utilityProcess }, script) => {
      const child = utilityProcess.fork(script, ['--one'], { stdio: 'pipe' })
      const earlyPid = child.pid
      const next = (event: string): Promise<unknown> =>
        new Promise((resolve) => {
          child.once(event as 'message', resolve)
        })
      const output = new Promise((resolve) =>
        child.stdout?.once('data', (d) => {
          resolve(String(d))
        })
      )
      child.postMessage({ map: new Map([[1, 2n]]), bytes: new Uint8Array([9]) })
      const answer = (await next('message')) as { back: { map: Map<number, bigint> } }
      const { back, ...around } = answer
      const pid = child.pid
      child.postMessage('electron')
      const electron = await next('message')
      const exit = next('exit')
      child.postMessage('stop')
      return {
        around,
        map: String(back.map.get(1)),
        earlyPid: earlyPid ?? null,
        ownPid: pid !== process.pid && typeof pid,
        output: await output,
        electron,
        exit: await exit,
        latePid: child.pid ?? null
      }
    },
    join(fixtureApp, 'worker.js')
  )
  expect(seen).toEqual({
    around: { argv: ['--one'], type: 'utility', send: 'undefined' },
    map: '2',
    earlyPid: null,
    ownPid: 'number',
    output: 'worker heard something\n',
    electron: 'net systemPreferences',
    exit: 7,
    latePid: null
  })
})

test('SIGTERM ends the whole tree and leaves nothing in the temporary directory', async () => {
  const temporary = mkdtempSync(join(tmpdir(), 'stand-in-tmp-'))
  const child = spawn(
    electronProgram(),
    [fixtureApp, `--user-data-dir=${join(temporary, 'data')}`],
    {
      env: { ...process.env, TMPDIR: temporary },
      stdio: ['ignore', 'ignore', 'pipe']
    }
  )
  await browserOf(join(temporary, 'data'))
  const browsers = childrenOf(child.pid ?? 0)
  expect(browsers).not.toEqual([])
  child.kill('SIGTERM')
  const [exitCode] = (await once(child, 'exit')) as [number]
  expect(exitCode).toBe(0)
  await expect.poll(() => browsers.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([])
  expect(readdirSync(temporary)).toEqual(['data'])
  rmSync(temporary, { recursive: true, force: true })
})

/** Waits for the browser that keeps its profile below this directory. */
async function browserOf(userData: string): Promise<void> {
  const profiles = ['stand-in-chromium/Default', 'Local Storage'].map((one) => join(userData, one))
  await expect.poll(() => profiles.some((one) => existsSync(one))).toBe(true)
}

test('an app directory elsewhere finds Electron without node_modules', async () => {
  const copy = mkdtempSync(join(tmpdir(), 'stand-in-copy-'))
  cpSync(fixtureApp, copy, { recursive: true })
  const child = spawn(electronProgram(), ['.', `--user-data-dir=${join(copy, 'data')}`], {
    cwd: copy,
    stdio: ['ignore', 'ignore', 'pipe']
  })
  await browserOf(join(copy, 'data'))
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
  rmSync(copy, { recursive: true, force: true })
})
