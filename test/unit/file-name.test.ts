import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { numberedName, safeFileName } from '../../src/main/library/files/file-name.ts'
import { foldedName, nextFreeName } from '../../src/main/library/files/free-name.ts'
import { anyExtension, anyText, expectHarmless, hostileNames } from '../support/hostile-names.ts'

describe('the name of a saved file', () => {
  test.each(hostileNames)('A11: is harmless when it is made of %j', (text) => {
    expectHarmless(safeFileName(text, 'mp4'))
  })

  test('A11: the fixed names are sixty at least', () => {
    expect(new Set(hostileNames).size).toBeGreaterThanOrEqual(60)
  })

  test('A11: is harmless whatever it is made of', () => {
    fc.assert(
      fc.property(anyText, anyExtension, (text, extension) => {
        expectHarmless(safeFileName(text, extension))
      }),
      { numRuns: 10_000 }
    )
  })

  test('A11: stays harmless and different with a number', () => {
    const attempts = fc.integer({ min: 2, max: 999_999 })
    fc.assert(
      fc.property(anyText, anyExtension, attempts, (text, extension, attempt) => {
        const name = safeFileName(text, extension)
        const numbered = numberedName(name, attempt)
        expectHarmless(numbered)
        expect(numbered).not.toBe(name)
      }),
      { numRuns: 5_000 }
    )
  })

  test('counts as Finder and Explorer do', () => {
    expect(numberedName('a.b.mp4', 1)).toBe('a.b.mp4')
    expect(numberedName('a.b.mp4', 2)).toBe('a.b (2).mp4')
  })
})

describe('the next free name', () => {
  test.each([
    ['v.mp4', 'v (2).mp4'],
    ['v (2).mp4', 'v (3).mp4'],
    ['v (999).mp4', 'v (1000).mp4'],
    ['v (1).mp4', 'v (1) (2).mp4'],
    ['v (02).mp4', 'v (02) (2).mp4'],
    ['v(2).mp4', 'v(2) (2).mp4']
  ])('after %s is %s', (name, next) => {
    expect(nextFreeName(name, () => false)).toBe(next)
  })

  test('passes over what is taken, however its case or accents are written', () => {
    const taken = new Set(['AME\u0301LIE (2).MP4', 'amélie (3).mp4'].map(foldedName))
    expect(nextFreeName('Amélie.mp4', (folded) => taken.has(folded))).toBe('Amélie (4).mp4')
  })

  test('is one that nobody has, for any name', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 0, max: 30 }), (text, count) => {
        const taken = new Set<string>()
        const isTaken = (folded: string): boolean => taken.has(folded)
        let name = safeFileName(text, 'mp4')
        for (let index = 0; index <= count; index += 1) {
          taken.add(foldedName(name))
          name = nextFreeName(name, isTaken)
          expect(taken.has(foldedName(name))).toBe(false)
        }
      }),
      { numRuns: 300 }
    )
  })
})
