import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The Electron that Playwright launches too: the real one where it is, the stand-in elsewhere. */
export function electronFile(root: string): string {
  const real = join(root, 'node_modules/electron')
  const name = join(real, 'path.txt')
  const file = existsSync(name) ? join(real, 'dist', readFileSync(name, 'utf8')) : ''
  return file !== '' && existsSync(file) ? file : join(root, 'test/electron-host/electron')
}
