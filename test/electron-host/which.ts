import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findBrowser } from '../../scripts/browser.ts'
import { readElectronVersion } from './boot/manifest.ts'

const realFolder = join(import.meta.dirname, '../../node_modules/electron')
const versionFile = join(realFolder, 'dist/version')

/** The folder whose `electron` stands in for the real one. */
export const standInFolder = import.meta.dirname

/** Whether Electron's own binary was downloaded: then it runs the specs, and nothing else does. */
export const hasRealElectron = (): boolean => existsSync(versionFile)

/** The program that Playwright launches, too. */
export function electronProgram(): string {
  if (!hasRealElectron()) return join(standInFolder, 'electron')
  return join(realFolder, 'dist', readFileSync(join(realFolder, 'path.txt'), 'utf8'))
}

/** The module that records on the real Electron what the stand-in records by itself; built by `announce.ts`. */
export const recordingFile = join(import.meta.dirname, '../../test-results/recording/main.cjs')

/** What an app is launched with before its own arguments, so that `globalThis.__electronHost` is there. */
export const launchArguments = (): string[] => (hasRealElectron() ? ['-r', recordingFile] : [])

/** Said in place of a version where nothing can run an app. */
export const noElectron = 'no Electron at all: there is no binary and no Chromium, install chromium'

/** On which Electron the specs stand, with its version. */
export function describeElectron(): string {
  if (hasRealElectron())
    return `Electron ${readFileSync(versionFile, 'utf8').trim()}, the real binary`
  const browser = findBrowser()
  if (browser === null) return noElectron
  const [chromium] = execFileSync(browser, ['--version'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore']
  }).split(' built on')
  return `Electron stand-in for ${readElectronVersion()} (test/electron-host) on ${(chromium ?? '').trim()}; no Electron binary is installed`
}
