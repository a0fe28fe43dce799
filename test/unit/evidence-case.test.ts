import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { buildCase } from '../../src/main/library/evidence/build-case.ts'
import type { CaseInput, GatheredItem } from '../../src/main/library/evidence/case-input.ts'
import { checkManifest } from '../../src/main/library/evidence/check-manifest.ts'
import { requireSafeEntries } from '../../src/main/library/evidence/entry-name.ts'
import { escaped } from '../../src/main/library/evidence/report/markup.ts'
import { localTime } from '../../src/main/library/evidence/report/words.ts'
import { speak } from '../../src/shared/i18n/index.ts'
import { languages } from '../../src/shared/model/settings.ts'
import { someCase, someItem } from '../support/case-samples.ts'
import { savedAt, someFacts, someManifest } from '../support/evidence-samples.ts'

const folder = '/home/wang/Videos/Callside'

afterEach(() => {
  speak(() => 'en')
})

const textIn = (input: CaseInput, entryName: string): string =>
  buildCase(input).texts.find((one) => one.entryName === entryName)?.text ?? ''
const reportOf = (input: CaseInput): string => textIn(input, 'report.html')

test('a case is a report, the same for machines, each sidecar, the manifest, and the files that are there', () => {
  const input = someCase(folder)
  const { texts, files } = buildCase(input)
  const [video, picture] = input.items.map(({ facts }) => facts.fileName)
  expect(texts.map(({ entryName }) => entryName)).toEqual([
    'report.html',
    'case.json',
    'callside-manifest.jsonl',
    `files/${video}.json`,
    `files/${picture}.json`
  ])
  expect(files).toEqual([
    { folder, fileName: video, entryName: `files/${video}`, sha256: input.items[0]?.facts.sha256 },
    {
      folder,
      fileName: picture,
      entryName: `files/${picture}`,
      sha256: (input.items[1]?.found as { sha256: string }).sha256
    }
  ])
  expect(texts[3]?.text).toBe(input.items[0]?.sidecar?.text)
})

test('the report tells all of a file: when, where from, how long, its hash and what was found', () => {
  const report = reportOf(someCase(folder))
  const told = [
    ...['1552524689-16797284', 'gateway.example:8043', 'Y:/1/0/20261120/1001/0930151.mp4'],
    ...['location 256', '2026-11-20 09:30:15 UTC', '152.3 MB (152,340,981 bytes)'],
    ...[someFacts(folder, 'video').sha256, 'claim 4711', 'See 03:12 for the damage.'],
    ...['Proven: everything', 'Not proven', 'Unchanged', 'Changed', 'Missing'],
    ...['2 of 3 files are not as they were saved', 'may hold more of it', 'recording failed'],
    ...['Whole: 42 lines', 'Get-FileHash', 'gives no checksum', 'Evidence file', 'Agent']
  ]
  for (const text of told) expect(report, text).toContain(text)
})

test('a case of files that are as they were says so', () => {
  const [item] = someCase(folder).items
  const report = reportOf(someCase(folder, { items: item === undefined ? [] : [item] }))
  expect(report).toContain('The file is unchanged since it was saved.')
  expect(report).not.toContain('class="mark changed"')
})

test('bytes that were read and are the same count as unchanged', () => {
  const facts = someFacts(folder, 'video')
  const found = { bytes: facts.bytes, sha256: facts.sha256 }
  const report = reportOf(someCase(folder, { items: [someItem(facts, { found })] }))
  expect(report).toContain('Unchanged')
})

test('a broken manifest is told with its line, a gone one as gone', () => {
  const text = someManifest(9).replace('file-4', 'file-x')
  const told = (manifests: CaseInput['manifests']): string =>
    reportOf(someCase(folder, { manifests }))
  expect(told([{ folder, text, check: checkManifest(text) }])).toContain('Broken at line 5')
  expect(told([{ folder, text: null, check: null }])).toContain('The folder had no manifest.')
  const swapped = someManifest(9).split('\n').toSpliced(2, 1).join('\n')
  const moved = told([{ folder, text: swapped, check: checkManifest(swapped) }])
  expect(moved).toContain('Broken at line 3: it does not follow')
  const check = { ...checkManifest(someManifest(9)), interrupted: 2 }
  expect(told([{ folder, text: null, check }])).toContain('2 lines were cut off by crashes')
})

test('whatever somebody wrote or a gateway sent stays text', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom('</style><script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '&lt;')
  )
  const marks = (report: string): number => report.replace(/[^<>"]/g, '').length
  const reportWith = (text: string): string => {
    const remote = { via: 'path', recordId: `${text} `, locationId: text } as const
    const facts = someFacts(folder, 'video', { callId: text, host: text, remote, fileName: text })
    const item: GatheredItem = { ...someItem(someFacts(folder, 'video')), facts }
    return reportOf(someCase(folder, { items: [{ ...item, note: `${text} `, tags: [text] }] }))
  }
  const plain = marks(reportWith('plain'))
  fc.assert(
    fc.property(hostile, (text) => {
      expect(marks(reportWith(text === '' ? 'x' : text))).toBe(plain)
    }),
    { numRuns: 300 }
  )
}, 60_000)

test('text that turns the line around or hides itself shows', () => {
  expect(escaped('a\u202egpj.exe')).toBe('a\ufffdgpj.exe')
  expect(escaped('a\u0000b\u200bc\u2028d')).toBe('a\ufffdb\ufffdc\ufffdd')
  expect(escaped('one\ntwo\t👩\u200d💻 \ud800')).toBe('one\ntwo\t👩\u200d💻 \ufffd')
  expect(escaped(`<a b="c" d='e'>&`)).toBe('&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;')
})

test('the report loads nothing, runs nothing and refers only to what is in the archive', () => {
  const report = reportOf(someCase(folder))
  expect(report).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`)
  expect(report).not.toMatch(/<script|<link|<img|<iframe|url\(|@import|javascript:|https?:/i)
  const links = [...report.matchAll(/href="([^"]*)"/g)].map(([, address]) => address)
  const entries = buildCase(someCase(folder)).files.map(({ entryName }) => entryName)
  expect(links).toEqual(entries)
})

test('no part of a case names the folder of this PC', () => {
  for (const { entryName, text } of buildCase(someCase(folder)).texts) {
    expect(text, entryName).not.toContain('wang')
  }
})

test('the case for machines says the same', () => {
  const value: unknown = JSON.parse(textIn(someCase(folder), 'case.json'))
  expect(value).toMatchObject({
    format: 'callside-case',
    v: 1,
    exportedBy: '1001',
    files: [
      { check: 'unchanged', hold: true, tags: ['claim 4711', 'parcel'], manifestLine: 3 },
      { check: 'changed', found: { bytes: 184_219 } },
      { check: 'missing', entry: null, sidecar: null, manifestLine: null }
    ],
    manifests: [{ entry: 'callside-manifest.jsonl', check: { whole: true, entries: 42 } }]
  })
})

test('files of the same name, or of names that no other system can write, get names of their own', () => {
  const names = [
    'v.mp4',
    'V.MP4',
    'v.mp4',
    'con.mp4',
    'a:b?.mp4',
    '../up.mp4',
    'v.mp4.json',
    '.mp4'
  ]
  const folders = ['/a', '/b']
  const items = names.map((fileName, index) =>
    someItem(someFacts(folders[index % 2] ?? '', `${index}`, { fileName }))
  )
  const text = someManifest(1)
  const check = checkManifest(text)
  const manifests = folders.map((of) => ({ folder: of, text, check }))
  const { texts, files } = buildCase(someCase('/a', { items, manifests }))
  const all = [...texts, ...files].map(({ entryName }) => entryName)
  expect(() => {
    requireSafeEntries(all)
  }).not.toThrow()
  expect(all).toContain('folder-2/callside-manifest.jsonl')
  expect(files).toHaveLength(names.length)
})

test('a report is complete in every language', () => {
  const reports = languages.map((language) => {
    speak(() => language)
    const report = reportOf(someCase(folder))
    expect(report).toContain(`<html lang="${language}">`)
    expect(report).not.toMatch(/undefined|null|NaN|evidence_|\{\w+\}</)
    return report.replace(/<[^>]*>/g, '')
  })
  expect(reports[1]).toContain('本报告能说明什么，不能说明什么')
  expect(reports[1]).not.toMatch(/\b(Unchanged|Evidence|saved|Recording|Hash)\b/)
})

test('times are told with the offset of this PC', () => {
  const shown = localTime(savedAt)
  expect(shown).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d\d:\d\d$/)
  expect(new Date(shown.replace(' ', 'T').replace(' ', '')).getTime()).toBe(savedAt)
})
