import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  beginsLikeJson,
  instantOf,
  longestWaitMs,
  parseContentRange,
  parseRetryAfter
} from '../../src/main/gateway/body-fields.ts'
import {
  answerToResume,
  ifRangeOf,
  keepable,
  leastKeptBytes,
  strongValidator
} from '../../src/main/library/transfer/fetch-resume.ts'

const small = fc.integer({ min: 0, max: 10 ** 12 })
const anyText = fc.string({ unit: 'binary', maxLength: 60 })

describe('Content-Range', () => {
  test('every range that can be is read', () => {
    fc.assert(
      fc.property(small, small, small, (first, more, after) => {
        const last = first + more
        const total = last + 1 + after
        const text = `bytes ${String(first)}-${String(last)}/${String(total)}`
        expect(parseContentRange(text)).toEqual({ first, last, total })
      })
    )
  })

  test('one that cannot be, or any other text, is none', () => {
    const impossible = ['bytes 5-4/9', 'bytes 0-9/9', 'bytes */9', 'bytes 0-1/*', 'lines 0-1/2', '']
    for (const text of impossible) expect(parseContentRange(text)).toBeNull()
    expect(parseContentRange(null)).toBeNull()
    fc.assert(
      fc.property(anyText, (text) => {
        const range = parseContentRange(text)
        expect(range === null || range.last < range.total).toBe(true)
      })
    )
  })
})

describe('Retry-After', () => {
  const now = Date.UTC(2026, 10, 20, 9, 30)
  test('any text gives nothing, or a wait up to ten minutes', () => {
    const dates = fc.date({ noInvalidDate: true }).map((date) => date.toUTCString())
    const texts = fc.oneof(anyText, fc.nat().map(String), dates)
    fc.assert(
      fc.property(texts, fc.option(dates), (text, date) => {
        const wait = parseRetryAfter(text, date, now)
        expect(wait === null || (wait >= 0 && wait <= longestWaitMs)).toBe(true)
      })
    )
  })

  test('seconds and dates are read, a date by the server’s own clock', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 600 }), small, (seconds, wrong) => {
        const until = new Date(now + seconds * 1_000).toUTCString()
        const served = new Date(now).toUTCString()
        expect(parseRetryAfter(` ${String(seconds)} `, null, wrong)).toBe(seconds * 1_000)
        expect(parseRetryAfter(until, served, wrong)).toBe(seconds * 1_000)
        expect(parseRetryAfter(until, null, now)).toBe(seconds * 1_000)
      })
    )
    for (const text of ['', '-1', '1.5', 'soon', '2026-11-20']) {
      expect(parseRetryAfter(text, null, now)).toBeNull()
    }
  })
})

test('JSON is known by its first brace, behind blanks and a byte order mark', () => {
  expect(beginsLikeJson(Buffer.from('\ufeff \r\n\t{'))).toBe(true)
  expect(beginsLikeJson(Buffer.from(' x{'))).toBe(false)
  expect(beginsLikeJson(Buffer.alloc(0))).toBe(false)
  expect(instantOf('2026')).toBeNull()
})

describe('what names a state of a file', () => {
  const changed = 'Fri, 20 Nov 2026 09:30:00 GMT'
  const at = (seconds: number): string =>
    new Date(Date.parse(changed) + seconds * 1_000).toUTCString()
  const named = (names: Partial<Record<'etag' | 'lastModified' | 'date', string>>) =>
    strongValidator({ etag: null, lastModified: null, date: null, ...names })

  test('a strong ETag does, before any date; a weak or broken one does not', () => {
    expect(named({ etag: '"a"', lastModified: changed, date: at(60) })).toEqual({ etag: '"a"' })
    for (const etag of ['W/"a"', 'a', '"a', '""b"', '"a b"', '']) {
      expect(named({ etag, lastModified: changed, date: at(999) })).toBeNull()
    }
  })

  test('a date does from a minute on, by the server’s clock', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000, max: 1_000 }), (seconds) => {
        const validator = named({ lastModified: changed, date: at(seconds) })
        expect(validator).toEqual(seconds >= 60 ? { lastModified: changed } : null)
        if (validator !== null) expect(ifRangeOf(validator)).toBe(changed)
      })
    )
    expect(named({ lastModified: changed })).toBeNull()
    expect(named({ lastModified: 'yesterday', date: at(99) })).toBeNull()
  })
})

describe('a part', () => {
  const head = (changes: object) => ({
    ...{ status: 200 as const, length: 9_000_000, chunked: false, contentType: '' },
    ...{ contentRange: null, acceptsRanges: true, etag: '"a"', lastModified: null, date: null },
    ...changes
  })

  test('is kept from a mebibyte on, short of its end', () => {
    const totalBytes = 9_000_000
    fc.assert(
      fc.property(fc.integer({ min: 0, max: totalBytes + 5 }), (bytes) => {
        const kept = keepable(head({}), { bytes, totalBytes })
        const may = bytes >= leastKeptBytes && bytes < totalBytes
        expect(kept).toEqual(may ? { bytes, totalBytes, validator: { etag: '"a"' } } : null)
      })
    )
    const bytes = 2_000_000
    expect(keepable(head({}), { bytes, totalBytes: null })).toBeNull()
    expect(keepable(head({ acceptsRanges: false }), { bytes, totalBytes })).toBeNull()
    expect(
      keepable(head({ acceptsRanges: false, status: 206 }), { bytes, totalBytes })
    ).not.toBeNull()
  })

  test('is continued by exactly one range of all that a server could send', () => {
    const kept = { bytes: 10, totalBytes: 20, validator: { etag: '"a"' } }
    const near = fc.integer({ min: 8, max: 21 })
    fc.assert(
      fc.property(
        fc.record({ first: near, last: near, total: near }),
        fc.constantFrom('"a"', '"b"', null),
        (contentRange, etag) => {
          const { first, last, total } = contentRange
          const answer = head({ status: 206, length: null, contentRange, etag })
          const exact = first === 10 && last === 19 && total === 20 && etag === '"a"'
          expect(answerToResume(answer, kept)).toBe(exact ? 'continues' : 'unusable')
          expect(answerToResume({ ...answer, status: 200 }, kept)).toBe('begins-anew')
          expect(answerToResume({ ...answer, status: 416 }, kept)).toBe('unusable')
        }
      ),
      { numRuns: 2_000, examples: [[{ first: 10, last: 19, total: 20 }, '"a"']] }
    )
  })
})
