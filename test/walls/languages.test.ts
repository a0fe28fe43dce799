import { expect, test } from 'vitest'
import { messageProblems } from '../../scripts/check/messages.ts'

const locales = ['en', 'zh-CN']

const problems = (en: object, zh: object, compiled = ['hello', 'calls']): string[] =>
  messageProblems({
    locales,
    files: { 'now.en.json': { ...en }, 'now.zh-CN.json': { ...zh } },
    compiled: new Set(compiled)
  })

const plural = (match: object): object => ({
  calls: [{ declarations: ['input n', 'local count = n: plural'], selectors: ['count'], match }]
})

test('two languages with the same keys and placeholders pass', () => {
  const schema = { $schema: 'https://example.org' }
  expect(problems({ ...schema, hello: 'Hello {name}' }, { hello: '你好，{name}' })).toEqual([])
})

test('a plural may have other variants in the other language', () => {
  const en = plural({ 'count=one': '{n} call', 'count=other': '{n} calls' })
  expect(problems(en, plural({ 'count=other': '{n} 个通话' }))).toEqual([])
})

test('a translation that is missing is named', () => {
  expect(problems({ hello: 'Hello' }, {})).toEqual(['now.zh-CN.json lacks hello'])
  expect(problems({}, { hello: '你好' })).toEqual(['now.en.json lacks hello'])
})

test('a file that one language lacks is a translation that is missing', () => {
  const files = { 'now.en.json': { hello: 'Hello' } }
  expect(messageProblems({ locales, files, compiled: new Set(['hello']) })).toEqual([
    'now.zh-CN.json lacks hello'
  ])
})

test('a placeholder that one language lacks is named', () => {
  expect(problems({ hello: 'Hello {name}' }, { hello: '你好' })).toEqual([
    'now.zh-CN.json: hello has {} where the base has {name}'
  ])
})

test('an empty text is no translation', () => {
  expect(problems({ hello: 'Hello' }, { hello: ' ' })).toEqual(['now.zh-CN.json: hello is empty'])
})

test('a key that the compiler left out is named, though its exit code was 0', () => {
  expect(problems({ hello: 'Hello' }, { hello: '你好' }, [])).toEqual([
    'hello (now) was not compiled'
  ])
})
