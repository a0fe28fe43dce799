import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { Litter } from '../../src/main/library/queue/litter.ts'
import { temporaryFolder } from '../support/folders.ts'

/** A mark that is kept as the database keeps it, and a disk that can refuse. */
function litterBench() {
  const mark: { value: string | null } = { value: null }
  const removed: string[] = []
  const disk = { isLocked: false, isFull: false }
  const litter = new Litter({
    store: {
      mark: () => mark.value,
      setMark: (_name, value) => {
        if (disk.isFull) throw new Error('full')
        mark.value = value
      }
    },
    work: {
      remove: (path) => {
        if (disk.isLocked) return Promise.reject(new Error('locked'))
        removed.push(path)
        disk.isFull = false
        return Promise.resolve()
      }
    }
  })
  return { litter, mark, removed, disk }
}

const nothing = (): void => undefined
const part = (folder: string, partName = 'one.part') => ({ folder, partName, kept: null })

test('a part file that nobody goes on with is removed', async () => {
  const folder = await temporaryFolder()
  const { litter, mark, removed } = litterBench()
  await litter.remove(null, nothing)
  expect(removed).toEqual([])
  await litter.remove(part(folder), nothing)
  expect(removed).toEqual([join(folder, 'one.part')])
  expect(mark.value).toBeNull()
})

test('it is written down until its row has forgotten it, so that a crash in between is seen', async () => {
  const folder = await temporaryFolder()
  const { litter, mark, removed } = litterBench()
  const path = join(folder, 'one.part')
  const forget = vi.fn(() => {
    expect(removed).toEqual([path])
    expect(litter.paths()).toEqual([path])
  })
  await litter.remove(part(folder), forget)
  expect(forget).toHaveBeenCalledTimes(1)
  expect(mark.value).toBeNull()
})

test('a row that cannot be moved on leaves it written down', async () => {
  const folder = await temporaryFolder()
  const { litter } = litterBench()
  const full = (): never => {
    throw new Error('the disk is full')
  }
  await expect(litter.remove(part(folder), full)).rejects.toThrow('full')
  expect(litter.paths()).toEqual([join(folder, 'one.part')])
})

test('on a full disk it goes first, because that makes room', async () => {
  const folder = await temporaryFolder()
  const { litter, removed, disk, mark } = litterBench()
  disk.isFull = true
  const forget = vi.fn()
  await litter.remove(part(folder), forget)
  expect(removed).toEqual([join(folder, 'one.part')])
  expect(forget).toHaveBeenCalledTimes(1)
  expect(mark.value).toBeNull()
})

test('one that is locked is written down, and goes with a later sweep', async () => {
  const folder = await temporaryFolder()
  const { litter, mark, removed, disk } = litterBench()
  disk.isLocked = true
  await litter.remove(part(folder), nothing)
  await litter.remove(part(folder, 'two.part'), nothing)
  await litter.sweep()
  expect(JSON.parse(mark.value ?? '')).toEqual([join(folder, 'one.part'), join(folder, 'two.part')])
  disk.isLocked = false
  await litter.sweep()
  expect(removed).toEqual([join(folder, 'one.part'), join(folder, 'two.part')])
  expect(mark.value).toBeNull()
})

test('D25: one whose drive is away is not taken for gone', async () => {
  const folder = join(await temporaryFolder(), 'drive')
  const { litter, mark, removed } = litterBench()
  await litter.remove(part(folder), nothing)
  await litter.sweep()
  expect(removed).toEqual([])
  await mkdir(folder)
  await litter.sweep()
  expect(removed).toEqual([join(folder, 'one.part')])
  expect(mark.value).toBeNull()
})

test('what cannot be read of it counts as nothing', async () => {
  const { litter, mark, removed } = litterBench()
  mark.value = '{"not":"ours"}'
  await litter.sweep()
  expect(removed).toEqual([])
})
