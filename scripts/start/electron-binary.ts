import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand, tool } from '../run/command.ts'

/** Enough for a slow line, and the end of a connection that hangs. */
const fetchTimeoutMs = 5 * 60_000
const heartbeatMs = 10_000

/** Path of the Electron program that is installed, or null where the right version is not there. */
export function electronBinary(root: string): string | null {
  const folder = join(root, 'node_modules/electron')
  const read = (name: string): string =>
    existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8').trim() : ''
  const program = join(folder, 'dist', read('path.txt'))
  const isCurrent = read('dist/version').replace(/^v/, '') === electronVersion(root)
  return isCurrent && read('path.txt') !== '' && existsSync(program) ? program : null
}

/** The version of the electron package, which is the version of the program that belongs to it. */
export function electronVersion(root: string): string {
  const path = join(root, 'node_modules/electron/package.json')
  // npm wrote the file: a package without a version cannot be installed.
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version
}

/**
 * Fetches the program with the package's own installer (from version 42 on it is no longer fetched
 * by `npm ci`). Says what it does and that it goes on; null where it could not be fetched.
 */
export async function fetchElectron(
  root: string,
  say: (text: string) => void
): Promise<string | null> {
  say(`Fetching Electron ${electronVersion(root)} (once, at most 5 minutes) ...`)
  const started = performance.now()
  const heartbeat = setInterval(() => {
    say(`... still fetching, ${Math.round((performance.now() - started) / 1_000)} s`)
  }, heartbeatMs)
  try {
    const command = { ...tool(root, 'install-electron', 'electron'), args: [] }
    await runCommand(command, { cwd: root, output: 'collect', timeoutMs: fetchTimeoutMs })
  } finally {
    clearInterval(heartbeat)
  }
  return electronBinary(root)
}
