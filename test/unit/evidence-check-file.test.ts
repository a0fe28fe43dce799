import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkFile, lookAtFile } from '../../src/main/library/evidence/check-file.ts'
import { temporaryFolder } from '../support/folders.ts'

const expected = { bytes: 12, sha256: 'a'.repeat(64) }

test('only the same size and the same hash are unchanged', () => {
  expect(checkFile(expected, { ...expected })).toBe('unchanged')
  expect(checkFile(expected, { ...expected, bytes: 11 })).toBe('changed')
  expect(checkFile(expected, { ...expected, sha256: 'b'.repeat(64) })).toBe('changed')
})

test('a file that could not be read is missing or out of reach, and a reading that was ended says nothing', () => {
  const verdicts = {
    'file:missing': 'missing',
    'not-found': 'missing',
    'file:changed': 'changed',
    'file:folder-unusable': 'unreachable',
    'file:write-failed': 'unreachable',
    'file:locked': 'unreachable',
    'could-not-ask:cancelled': 'unchecked',
    'transfer-ended': 'unchecked',
    unexpected: 'unchecked'
  } as const
  for (const [code, check] of Object.entries(verdicts)) {
    // The keys above are codes: the compiler knows them as text only.
    expect(checkFile(expected, { code: code as keyof typeof verdicts }), code).toBe(check)
  }
})

test('a quick look tells a gone file from a gone folder, and never says unchanged', async () => {
  const root = await temporaryFolder()
  const folder = join(root, 'videos')
  await mkdir(join(folder, 'folder.mp4'), { recursive: true })
  await writeFile(join(folder, 'v.mp4'), 'twelve bytes')
  expect(await lookAtFile(folder, 'v.mp4', 12)).toBe('unchecked')
  expect(await lookAtFile(folder, 'v.mp4', 13)).toBe('changed')
  expect(await lookAtFile(folder, 'folder.mp4', 4_096)).toBe('changed')
  expect(await lookAtFile(folder, 'gone.mp4', 12)).toBe('missing')
  expect(await lookAtFile(join(folder, 'v.mp4'), 'v.mp4', 12)).toBe('unreachable')
  await rm(folder, { recursive: true })
  expect(await lookAtFile(folder, 'v.mp4', 12)).toBe('unreachable')
})
