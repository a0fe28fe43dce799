import { describe, expect, test } from 'vitest'
import { numberedName, safeFileName } from '../../src/main/library/files/file-name.ts'
import { foldedName, nextFreeName } from '../../src/main/library/files/free-name.ts'

const nothingTaken = (): boolean => false

describe('a file name', () => {
  test('keeps a mark for what it may not hold, so that it is seen that something was there', () => {
    expect(safeFileName('a/b:c', 'mp4')).toBe('a_b_c.mp4')
    expect(safeFileName('a\u202eb', 'mp4')).toBe('a_b.mp4')
  })

  test('loses what a shell, a screen or Windows would read otherwise at its ends', () => {
    expect(safeFileName('-rf', 'mp4')).toBe('rf.mp4')
    expect(safeFileName('... -~a', 'mp4')).toBe('a.mp4')
    expect(safeFileName('a. . ', 'mp4')).toBe('a.mp4')
  })

  test('is cut to 105 units, and no shorter', () => {
    expect(safeFileName('a'.repeat(105), 'mp4')).toBe(`${'a'.repeat(105)}.mp4`)
    expect(safeFileName('a'.repeat(106), 'mp4')).toBe(`${'a'.repeat(105)}.mp4`)
  })

  test('is cut to 185 bytes, and no shorter', () => {
    // Three bytes a character: 61 of them fit.
    expect(safeFileName('\u8a71'.repeat(61), 'mp4')).toBe(`${'\u8a71'.repeat(61)}.mp4`)
    expect(safeFileName('\u8a71'.repeat(62), 'mp4')).toBe(`${'\u8a71'.repeat(61)}.mp4`)
    const exactly = `${'\u8a71'.repeat(61)}ab`
    expect(safeFileName(exactly, 'mp4')).toBe(`${exactly}.mp4`)
    expect(safeFileName(`${exactly}c`, 'mp4')).toBe(`${exactly}.mp4`)
  })
})

describe('the next free name', () => {
  test('counts on from the number that a name has, wherever the number came from', () => {
    expect(nextFreeName('a.mp4', nothingTaken)).toBe('a (2).mp4')
    expect(nextFreeName('a (2).mp4', nothingTaken)).toBe('a (3).mp4')
    expect(nextFreeName('one two (19).mp4', nothingTaken)).toBe('one two (20).mp4')
    expect(nextFreeName('a\nb (7).mp4', nothingTaken)).toBe('a\nb (8).mp4')
  })

  test('takes no other bracket for a number', () => {
    for (const name of ['a (1).mp4', 'a (0).mp4', 'a(2).mp4', ' (2).mp4', 'a (2) b.mp4']) {
      expect(nextFreeName(name, nothingTaken)).toBe(numberedName(name, 2))
    }
    expect(nextFreeName('a (2).old.mp4', nothingTaken)).toBe('a (2).old (2).mp4')
  })

  test('is the first that is not taken, however it is written', () => {
    const taken = new Set(['A (2).MP4', 'a (3).mp4'].map(foldedName))
    expect(nextFreeName('a.mp4', (folded) => taken.has(folded))).toBe('a (4).mp4')
  })

  test('tells apart and joins what Windows and macOS do', () => {
    expect(foldedName('Ä.mp4')).toBe(foldedName('a\u0308.MP4'))
    expect(foldedName('STRASSE')).toBe(foldedName('straße'))
    expect(foldedName('a')).not.toBe(foldedName('b'))
  })
})
