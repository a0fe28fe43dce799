import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findBrowser } from '../../scripts/browser.ts'
import { readElectronVersion } from './boot/manifest.ts'

/** Playwright's global setup: says on which Electron the run stands, before anything else. */
export default function announce(): void {
  process.stdout.write(`${describeElectron()}\n`)
}

function describeElectron(): string {
  const version = join(import.meta.dirname, '../../node_modules/electron/dist/version')
  if (existsSync(version))
    return `Electron ${readFileSync(version, 'utf8').trim()}, the real binary`
  const browser = findBrowser()
  if (browser === null) throw new Error('No Electron binary and no Chromium: install chromium')
  const [chromium] = execFileSync(browser, ['--version'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore']
  }).split(' built on')
  return `Electron stand-in for ${readElectronVersion()} (test/electron-host) on ${(chromium ?? '').trim()}; no Electron binary is installed`
}
