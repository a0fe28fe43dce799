import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { canBeWritten, launchOf } from '../../src/main/user-data/kept-data.ts'

describe('a launch', () => {
  test('with the lock starts, and does not try the folder', () => {
    const writable = vi.fn(() => true)
    expect(launchOf({ locked: true, lasting: true, writable })).toBe('start')
    expect(writable).not.toHaveBeenCalled()
  })

  test('without the lock leaves to the Callside that has it', () => {
    const facts = { locked: false, lasting: true, writable: () => true }
    expect(launchOf(facts)).toBe('leave-to-other')
  })

  test('without the lock in a folder that takes no file starts all the same', () => {
    const facts = { locked: false, lasting: true, writable: () => false }
    expect(launchOf(facts)).toBe('start-without-keeping')
  })

  test('in a substitute for the folder keeps nothing, whoever else runs', () => {
    for (const locked of [true, false]) {
      const facts = { locked, lasting: false, writable: () => true }
      expect(launchOf(facts)).toBe('start-without-keeping')
    }
  })
})

describe('whether a folder can be written', () => {
  function place(): string {
    const folder = mkdtempSync(join(tmpdir(), 'callside-kept-'))
    onTestFinished(() => {
      chmodSync(folder, 0o700)
      rmSync(folder, { recursive: true, force: true })
    })
    return folder
  }

  test('is tried, and leaves nothing behind', () => {
    const folder = place()
    expect(canBeWritten(join(folder, 'a', 'b'))).toBe(true)
    expect(readdirSync(join(folder, 'a', 'b'))).toEqual([])
  })

  test('is answered with no for a file in its place', () => {
    const file = join(place(), 'file')
    writeFileSync(file, '')
    expect(canBeWritten(file)).toBe(false)
    expect(canBeWritten(join(file, 'below'))).toBe(false)
  })

  test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'is answered with no for a folder without the right to write',
    () => {
      const folder = place()
      mkdirSync(join(folder, 'x'))
      chmodSync(folder, 0o500)
      expect(canBeWritten(folder)).toBe(false)
    }
  )
})
