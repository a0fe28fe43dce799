import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright'
import { electronBinary, electronVersion } from '../start/electron-binary.ts'

export interface OpenedCallside {
  page: Page
  /** The folder that videos and pictures are saved in. */
  saved: string
  /** Which Electron it was: the real one or the stand-in, with its version. */
  on: string
  close: () => Promise<void>
  untilClosed: (say: (text: string) => void) => Promise<void>
}

export interface OpenOptions {
  root: string
  output: string
  say: (text: string) => void
}

/** Starts the built app with settings of its own, in English, saving into the demo's folder. */
export async function openCallside({ root, output, say }: OpenOptions): Promise<OpenedCallside> {
  const real = electronBinary(root) !== null
  const on = `${real ? 'Electron' : 'the stand-in for Electron'} ${electronVersion(root)}`
  if (!real) process.env['ELECTRON_OVERRIDE_DIST_PATH'] = join(root, 'test/electron-host')
  say(`Starting Callside on ${on} ...`)

  const home = mkdtempSync(join(tmpdir(), 'callside-demo-'))
  const saved = join(output, 'saved')
  const policyFile = join(home, 'policy.json')
  writeFileSync(policyFile, JSON.stringify({ saveFolder: saved }))
  const app = await _electron.launch({
    cwd: root,
    args: ['.', `--user-data-dir=${join(home, 'user-data')}`, '--lang=en-US'],
    env: { ...definedEnvironment(), LANG: 'en_US.UTF-8', CALLSIDE_POLICY_FILE: policyFile }
  })
  const page = await app.firstWindow()
  return {
    page,
    saved,
    on,
    close: async () => {
      await close(app)
      rmSync(home, { recursive: true, force: true })
    },
    untilClosed: async (tell) => {
      tell('The window is yours now. Close Callside to end the demo.')
      await app.waitForEvent('close', { timeout: 0 })
    }
  }
}

async function close(app: ElectronApplication): Promise<void> {
  const { exitCode, signalCode } = app.process()
  if (exitCode === null && signalCode === null) await app.close()
}

function definedEnvironment(): Record<string, string> {
  const defined = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const]
  )
  return Object.fromEntries(defined)
}
