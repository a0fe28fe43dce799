import { resolve } from 'node:path'
import { buildApp } from './run/build.ts'
import { runCommand } from './run/command.ts'
import { electronBinary, electronVersion, fetchElectron } from './start/electron-binary.ts'
import { rootSentence } from './start/root-sentence.ts'

const root = resolve(import.meta.dirname, '..')

/** Opens the app on Electron; resolves to the exit code. */
async function start(): Promise<number> {
  const refusal = rootSentence('npm start', { onElectron: true })
  if (refusal !== null) {
    console.error(refusal)
    return 1
  }
  if (process.platform === 'linux' && !hasDisplay()) {
    console.error(
      'Callside needs a display to open its window, and this terminal has none: "npm run demo" shows it without one.'
    )
    return 1
  }
  const binary = electronBinary(root) ?? (await fetchElectron(root, console.log))
  if (binary === null) {
    console.error(
      `Electron ${electronVersion(root)} could not be fetched from here: "npm run demo" shows Callside on an installed browser instead.`
    )
    return 1
  }
  await buildApp(root)
  const args = ['.', ...process.argv.slice(2)]
  const app = await runCommand({ file: binary, args }, { cwd: root, output: 'show', timeoutMs: 0 })
  return app.code ?? 1
}

const hasDisplay = (): boolean =>
  [process.env['DISPLAY'], process.env['WAYLAND_DISPLAY']].some((name) => (name ?? '') !== '')

process.exitCode = await start()
