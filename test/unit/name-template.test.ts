import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  defaultTemplate,
  fileNameFrom,
  isTemplate,
  placeholders,
  previewName
} from '../../src/main/library/files/name-template.ts'
import { anyExtension, anyText, expectHarmless, hostileNames } from '../support/hostile-names.ts'

const morning = new Date(2026, 10, 20, 9, 30, 15).getTime()
const subject = {
  at: morning,
  agentId: '1001',
  callId: '1552524689-16797284',
  serverPath: 'Y:/1/0/20201202/503/1714442.mp4'
}
const hash8 = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8)
const invalid = expect.objectContaining({ code: 'name-template-invalid' }) as Error

describe('the template of file names', () => {
  test('gives day, time, agent and call unless somebody chose another', () => {
    expect(fileNameFrom(defaultTemplate, subject, 'mp4')).toBe(
      '20261120_093015_1001_1552524689-16797284.mp4'
    )
  })

  test.each([
    ['{call}', '1552524689-16797284.mp4'],
    ['{agent} {date}', '1001 20261120.mp4'],
    ['Video of {call}, {time}', 'Video of 1552524689-16797284, 093015.mp4'],
    ['客户-{date}', '客户-20261120.mp4'],
    ['{date}{date}', '2026112020261120.mp4']
  ])('%s gives %s', (template, name) => {
    expect(isTemplate(template)).toBe(true)
    expect(fileNameFrom(template, subject, 'mp4')).toBe(name)
  })

  test('names a call that is not known by a hash of its path, never by the path', () => {
    const name = fileNameFrom('{call}', { ...subject, callId: null }, 'mp4')
    expect(name).toBe(`${hash8(subject.serverPath)}.mp4`)
    const plain = { ...subject, callId: null, serverPath: 'plain.mp4' }
    expect(fileNameFrom('{call}', plain, 'mp4')).toBe(`${hash8('plain.mp4')}.mp4`)
  })

  test('holds a hash of an id that cannot stand in a name', () => {
    expect(fileNameFrom('{call}', { ...subject, callId: '../x' }, 'jpg')).toBe(
      `${hash8('../x')}.jpg`
    )
  })

  test.each([
    ['no placeholder', 'video'],
    ['nothing', ''],
    ['an unknown placeholder', '{date}_{customer}'],
    ['an empty placeholder', '{date}{}'],
    ['a placeholder in capitals', '{DATE}'],
    ['a blank in it', '{ date }'],
    ['a brace too many', '{date}}'],
    ['an open brace', '{date}_{'],
    ['braces in braces', '{{date}}'],
    ['a folder', '{date}/{call}'],
    ['a Windows folder', '{date}\\{call}'],
    ['a stream', '{date}:{call}'],
    ['a question mark', '{date}?'],
    ['a line break', '{date}\n{call}'],
    ['hidden direction', '{date}\u202e'],
    ['half a character', '{date}\ud800']
  ])('with %s is refused', (_what, template) => {
    expect(isTemplate(template)).toBe(false)
    expect(() => fileNameFrom(template, subject, 'mp4')).toThrow(invalid)
    expect(() => previewName(template, morning)).toThrow(invalid)
  })

  test('is shown with an example', () => {
    expect(previewName('{agent}-{call}-{date}-{time}', morning)).toBe(
      '1001-1552524689-16797284-20261120-093015.mp4'
    )
  })
})

const anyPiece = fc.oneof(
  fc.constantFrom(...placeholders).map((name) => `{${name}}`),
  fc.constantFrom('CON', 'nul.', '.', ' ', '-', '~', '_', 'COM¹', 'x'.repeat(150), '视频'),
  fc.string({ unit: 'grapheme', maxLength: 10 })
)
const anyTemplate = fc.array(anyPiece, { maxLength: 6 }).map((pieces) => pieces.join(''))

describe('whatever the gateway sends and whatever the template,', () => {
  test.each(hostileNames)('A11: %j makes a harmless name', (text) => {
    const hostile = { ...subject, agentId: text, callId: text, serverPath: text }
    expectHarmless(fileNameFrom(defaultTemplate, hostile, 'mp4'))
    expectHarmless(fileNameFrom('{call}', hostile, 'mp4'))
  })

  test('A11: the name is harmless, a hundred thousand times', () => {
    const anySubject = fc.record({
      at: fc.integer({ min: 0, max: 4e12 }),
      agentId: anyText,
      callId: fc.option(anyText),
      serverPath: anyText
    })
    let refused = 0
    fc.assert(
      fc.property(anyTemplate, anySubject, anyExtension, (template, hostile, extension) => {
        if (isTemplate(template)) expectHarmless(fileNameFrom(template, hostile, extension))
        else refused += 1
      }),
      { numRuns: 100_000 }
    )
    expect(refused).toBeLessThan(60_000)
  }, 180_000)
})
