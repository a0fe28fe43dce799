import { afterEach, expect, test } from 'vitest'
import { hadToEnd, startFailed } from '../../src/main/faults/fatal-words.ts'
import { speak } from '../../src/shared/i18n/index.ts'

const facts = { ref: '0a1b2c3d', logFile: '/data/logs/callside.log' }
const fileError = (code: string, path: string): Error =>
  Object.assign(new Error('the password is 1234'), { code, path })

afterEach(() => {
  speak(() => 'en')
})

test.each([
  ['EACCES', 'You have no permission'],
  ['EROFS', 'You have no permission'],
  ['ENOSPC', 'The disk is full'],
  ['ENOENT', 'missing'],
  ['EBUSY', 'Another program'],
  ['ENOTDIR', 'something else in the place']
])(
  'a start that failed with %s says so, with the file, the reference and the log',
  (code, words) => {
    const { detail, path } = startFailed(fileError(code, '/data/settings.json'), facts)
    expect(detail).toContain(words)
    expect(detail).toContain(`/data/settings.json (${code})`)
    expect(detail).toContain('0a1b2c3d')
    expect(detail).toContain('/data/logs/callside.log')
    expect(path).toBe('/data/settings.json')
  }
)

test("what is no fault of a file names the log, and never the error's own text", () => {
  for (const thrown of [new Error('the password is 1234'), 'the password is 1234', undefined]) {
    const { detail, path } = startFailed(thrown, facts)
    expect(detail).toContain('Something went wrong inside Callside.')
    expect(detail).not.toContain('1234')
    expect(path).toBe(facts.logFile)
  }
})

test('both boxes speak Chinese to whoever has chosen it', () => {
  speak(() => 'zh-CN')
  expect(startFailed(fileError('ENOSPC', '/data'), facts).detail).toContain('磁盘已满')
  expect(hadToEnd(facts)).toMatchObject({ title: 'Callside 已被迫结束', again: '重新启动' })
})
