import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { electronBinary, fetchElectron } from '../../scripts/start/electron-binary.ts'

let root: string
let folder: string

/** The package as npm installs it: without the program. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'callside-electron-'))
  folder = join(root, 'node_modules/electron')
  mkdirSync(join(folder, 'dist'), { recursive: true })
  const manifest = { version: '45.4.1', bin: { 'install-electron': 'install.cjs' } }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
})

afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

const unpack = (version: string): void => {
  writeFileSync(join(folder, 'dist/electron'), '')
  writeFileSync(join(folder, 'dist/version'), `v${version}`)
  writeFileSync(join(folder, 'path.txt'), 'electron')
}

test('the program is found where it was unpacked', () => {
  unpack('45.4.1')
  expect(electronBinary(root)).toBe(join(folder, 'dist/electron'))
})

test('a package without its program has none', () => {
  expect(electronBinary(root)).toBeNull()
})

test('the program of another version does not count', () => {
  unpack('44.0.0')
  expect(electronBinary(root)).toBeNull()
})

test('an installer that fails ends with null, and says what was tried', async () => {
  writeFileSync(join(folder, 'install.cjs'), 'process.exit(1)')
  const said: string[] = []
  expect(await fetchElectron(root, (text) => said.push(text))).toBeNull()
  expect(said[0]).toContain('Fetching Electron 45.4.1')
})
