import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkManifest } from '../../src/main/library/evidence/check-manifest.ts'
import { someManifest } from '../support/evidence-samples.ts'

const lines = (count: number): string[] => someManifest(count).trimEnd().split('\n')
const textOf = (all: readonly string[]): string => all.map((line) => `${line}\n`).join('')

const twelve = lines(12)
const at = fc.nat(twelve.length - 1)

test('a manifest as it was written is whole, however long it is', () => {
  for (const count of [0, 1, 2, 12]) {
    const check = checkManifest(someManifest(count))
    expect(check).toMatchObject({ whole: true, entries: count, interrupted: 0, brokenAt: null })
    expect(check.why).toBeNull()
    expect(check.end === null).toBe(count === 0)
  }
})

test('any character of any line changed into any other is found, and at that line', () => {
  const edit = fc.record({
    line: at,
    place: fc.nat(),
    put: fc.string({ minLength: 1, maxLength: 3 })
  })
  fc.assert(
    fc.property(edit, ({ line, place, put }) => {
      const before = twelve[line] ?? ''
      const from = place % before.length
      const after = `${before.slice(0, from)}${put}${before.slice(from + 1)}`
      fc.pre(after !== before)
      const check = checkManifest(textOf(twelve.with(line, after)))
      expect(check.whole).toBe(false)
      expect(check.brokenAt).toBe(line + 1)
      expect(check.entries).toBe(line)
    }),
    { numRuns: 2_000 }
  )
})

test('a single bit turned over anywhere is found', () => {
  const bytes = Buffer.from(textOf(twelve))
  const bit = fc.record({ byte: fc.nat(bytes.length - 2), bit: fc.nat(7) })
  fc.assert(
    fc.property(bit, ({ byte, bit: place }) => {
      const turned = Buffer.from(bytes)
      turned[byte] = (turned[byte] ?? 0) ^ (1 << place)
      expect(checkManifest(turned.toString()).whole).toBe(false)
    }),
    { numRuns: 2_000 }
  )
})

test('any line taken out is found, but for the last', () => {
  for (const [index] of twelve.slice(0, -1).entries()) {
    const check = checkManifest(textOf(twelve.toSpliced(index, 1)))
    expect(check).toMatchObject({ whole: false, brokenAt: index + 1, why: 'out-of-chain' })
  }
})

test('a cut at the end of a line cannot be found, and the last hash tells it apart all the same', () => {
  const cut = checkManifest(textOf(twelve.slice(0, -2)))
  expect(cut.whole).toBe(true)
  expect(cut.end).not.toBe(checkManifest(textOf(twelve)).end)
})

test('a cut within the last line is found', () => {
  const text = textOf(twelve)
  const last = twelve.at(-1) ?? ''
  fc.assert(
    fc.property(fc.integer({ min: 2, max: last.length }), (cut) => {
      const check = checkManifest(text.slice(0, -cut))
      expect(check).toMatchObject({ whole: false, brokenAt: 12, why: 'unfinished', entries: 11 })
    })
  )
})

test('any two lines swapped, and any line written twice, are found', () => {
  fc.assert(
    fc.property(at, at, (one, other) => {
      fc.pre(one !== other)
      const swapped = twelve.with(one, twelve[other] ?? '').with(other, twelve[one] ?? '')
      const check = checkManifest(textOf(swapped))
      expect(check).toMatchObject({ whole: false, brokenAt: Math.min(one, other) + 1 })
      const twice = twelve.toSpliced(one, 0, twelve[other] ?? '')
      expect(checkManifest(textOf(twice)).whole).toBe(false)
    })
  )
})

test('a line with a right hash of its own that belongs to another chain is found', () => {
  const other = lines(3).at(2) ?? ''
  expect(checkManifest(textOf(twelve.toSpliced(5, 0, other)))).toMatchObject({
    whole: false,
    brokenAt: 6,
    why: 'out-of-chain'
  })
})

test('the same content in another order, with blanks or with a field given twice is an edit', () => {
  const line = twelve[4] ?? ''
  const { v, ...rest } = JSON.parse(line) as Record<string, unknown>
  const forged = [
    JSON.stringify({ v, ...rest }),
    line.replaceAll(',', ', '),
    `${line}\r`,
    line.replace('{', '{"what":"deleted",')
  ]
  for (const put of forged) {
    expect(put).not.toBe(line)
    expect(checkManifest(textOf(twelve.with(4, put)))).toMatchObject({ brokenAt: 5, why: 'edited' })
  }
})

test('a line that a crash cut off does not break the chain that went on after it, and is told', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), fc.nat(80), (after, length) => {
      const torn = (twelve[after - 1] ?? '').slice(0, length)
      const check = checkManifest(textOf(twelve.toSpliced(after, 0, torn)))
      const expected = after === 12 ? { whole: false, why: 'unfinished' } : { whole: true }
      expect(check).toMatchObject({ ...expected, entries: 12 })
      expect(check.interrupted).toBe(after === 12 ? 0 : 1)
    })
  )
})

test('only the first break is told: what follows it cannot be judged', () => {
  const broken = twelve.with(2, 'nothing').with(7, '{}')
  expect(checkManifest(textOf(broken))).toMatchObject({ brokenAt: 3, why: 'edited', entries: 2 })
})

test('a file that is no manifest at all is not whole', () => {
  for (const text of ['nothing', '{}', '[]\n', 'null', '\n', '\u0000\u0000', 'x'.repeat(100_000)]) {
    expect(checkManifest(text).whole, text.slice(0, 10)).toBe(false)
  }
})
