import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  fileExtensions,
  fileNameFor,
  nameLimits,
  numberedName,
  safeFileName
} from '../../src/main/library/files/file-name.ts'

const noon = new Date(2026, 10, 20, 12, 5, 9).getTime()
const subject = {
  at: noon,
  agentId: '1001',
  callId: '1552524689-16797284',
  serverPath: 'Y:/1/0/20201202/503/1714442.mp4'
}

const devices = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|\s|$)/i

/** Everything a name must be, whatever it was made from. */
function expectHarmless(name: string): void {
  expect(name).toBe(name.normalize('NFC'))
  expect(name.isWellFormed()).toBe(true)
  expect(name.length).toBeLessThanOrEqual(nameLimits.units)
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(nameLimits.bytes)
  expect(name).not.toMatch(/[/\\:*?"<>|{}]/)
  expect(name).not.toMatch(/[\p{Control}\p{Format}\p{Zl}\p{Zp}]/u)
  expect(name).not.toMatch(/^[-.\s]|[.\s]$/)
  expect(name).not.toMatch(devices)
  const extension = name.slice(name.lastIndexOf('.') + 1)
  expect(fileExtensions).toContain(extension)
  expect(name.length).toBeGreaterThan(extension.length + 1)
}

const hostile = [
  'CON',
  'com1.txt',
  'COM¹',
  'CONIN$',
  'nul .',
  'aux.',
  '..',
  '../../etc/passwd',
  'C:\\Windows\\system32',
  'a:ads',
  '-rf',
  '.hidden',
  '~$lock',
  'x.{20D04FE0-3AEA-1069-A2D8-08002B30309D}',
  'photo\u202egpj.exe',
  '\ud800lone',
  'e\u0301'.repeat(80),
  '👩‍👩‍👧'.repeat(40),
  '视频'.repeat(60),
  ' '.repeat(300),
  '',
  '\u0000',
  'a\r\nb',
  '\uffff',
  '. . .'
]

/** Texts that stress the rules: any units (unpaired ones too), reserved words, long ones. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 })
    .map((units) => String.fromCharCode(...units)),
  fc
    .array(fc.constantFrom(...hostile), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join('')),
  fc.tuple(fc.constantFrom(...hostile), fc.string()).map(([start, end]) => `${start}.${end}`)
)
const anyExtension = fc.constantFrom(...fileExtensions)

describe('the name of a saved file', () => {
  test('is made of the local time, the agent and the call', () => {
    expect(fileNameFor(subject, 'mp4')).toBe('20261120-120509_1001_1552524689-16797284.mp4')
  })

  test('holds a hash of the server path where the call is not known, never the path', () => {
    const name = fileNameFor({ ...subject, callId: null }, 'mp4')
    expect(name).toMatch(/^20261120-120509_1001_[0-9a-f]{8}\.mp4$/)
    expect(name).not.toContain('1714442')
  })

  test('holds a hash of a call id that cannot stand in a name', () => {
    expect(fileNameFor({ ...subject, callId: '../x' }, 'jpg')).toMatch(/_1001_[0-9a-f]{8}\.jpg$/)
  })

  test.each(hostile)('is harmless when the gateway sends %j', (text) => {
    expectHarmless(safeFileName(text, 'mp4'))
    expectHarmless(fileNameFor({ ...subject, agentId: text, callId: text }, 'mp4'))
  })

  test('is harmless whatever the gateway sends', () => {
    fc.assert(
      fc.property(anyText, anyText, anyExtension, (agentId, callId, extension) => {
        expectHarmless(fileNameFor({ ...subject, agentId, callId }, extension))
        expectHarmless(safeFileName(callId, extension))
      }),
      { numRuns: 3_000 }
    )
  })

  test('stays harmless and different with a number', () => {
    const attempts = fc.integer({ min: 2, max: 999_999 })
    fc.assert(
      fc.property(anyText, anyExtension, attempts, (text, extension, attempt) => {
        const name = safeFileName(text, extension)
        const numbered = numberedName(name, attempt)
        expectHarmless(numbered)
        expect(numbered).not.toBe(name)
      }),
      { numRuns: 1_000 }
    )
  })

  test('counts as Finder and Explorer do', () => {
    expect(numberedName('a.b.mp4', 1)).toBe('a.b.mp4')
    expect(numberedName('a.b.mp4', 2)).toBe('a.b (2).mp4')
  })
})
