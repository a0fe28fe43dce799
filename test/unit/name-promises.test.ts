import { describe, expect, test } from 'vitest'
import { createPromisedNames, foldedName } from '../../src/main/library/files/free-name.ts'

describe('a free name that was told to one part file', () => {
  test('is kept from every other part, however it is written, and not from that one', () => {
    const names = createPromisedNames()
    names.give('one.part', 'Video (2).mp4')
    expect(names.isKept(foldedName('vIDEO (2).MP4'), 'other.part')).toBe(true)
    expect(names.isKept(foldedName('Video (2).mp4'), 'one.part')).toBe(false)
    expect(names.isKept(foldedName('Video (3).mp4'), 'other.part')).toBe(false)
  })

  test('is free again once the part has another name, or is gone', () => {
    const names = createPromisedNames()
    names.give('one.part', 'a.mp4')
    names.give('one.part', 'b.mp4')
    expect(names.isKept('a.mp4', 'other.part')).toBe(false)
    expect(names.isKept('b.mp4', 'other.part')).toBe(true)
    names.drop('one.part')
    names.drop('never.part')
    expect(names.isKept('b.mp4', 'other.part')).toBe(false)
  })

  test('is forgotten when 4,096 later ones were told, the oldest first', () => {
    const names = createPromisedNames()
    for (let number = 0; number < 4_096; number += 1) {
      names.give(`${String(number)}.part`, `${String(number)}.mp4`)
    }
    expect(names.isKept('0.mp4', 'other.part')).toBe(true)
    names.give('last.part', 'last.mp4')
    expect(names.isKept('0.mp4', 'other.part')).toBe(false)
    expect(names.isKept('1.mp4', 'other.part')).toBe(true)
    expect(names.isKept('last.mp4', 'other.part')).toBe(true)
  })

  test('that is told again counts as told just now', () => {
    const names = createPromisedNames()
    names.give('0.part', '0.mp4')
    names.give('1.part', '1.mp4')
    names.give('0.part', '0.mp4')
    for (let number = 2; number <= 4_096; number += 1) {
      names.give(`${String(number)}.part`, `${String(number)}.mp4`)
    }
    expect(names.isKept('1.mp4', 'other.part')).toBe(false)
    expect(names.isKept('0.mp4', 'other.part')).toBe(true)
  })
})
