import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keepLogsPrivate } from '../../src/main/diagnostics/private-logs.ts'
import { temporaryFolder } from '../support/folders.ts'

const modeOf = (path: string): number => statSync(path).mode & 0o777

test.skipIf(process.platform === 'win32')(
  'logs are this account’s alone, old ones too',
  async () => {
    const folder = join(await temporaryFolder(), 'data', 'logs')
    keepLogsPrivate(folder)
    expect(modeOf(folder)).toBe(0o700)
    chmodSync(folder, 0o755)
    writeFileSync(join(folder, 'callside.log'), 'x')
    writeFileSync(join(folder, 'callside.log.1'), 'x')
    chmodSync(join(folder, 'callside.log.1'), 0o644)
    mkdirSync(join(folder, 'another'))
    keepLogsPrivate(folder)
    expect(modeOf(folder)).toBe(0o700)
    expect(modeOf(join(folder, 'callside.log'))).toBe(0o600)
    expect(modeOf(join(folder, 'callside.log.1'))).toBe(0o600)
  }
)

test('a folder that cannot be made ends nothing', async () => {
  const file = join(await temporaryFolder(), 'file')
  writeFileSync(file, '')
  keepLogsPrivate(join(file, 'logs'))
  expect(statSync(file).isFile()).toBe(true)
})
