import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Litter } from '../../src/main/library/queue/litter.ts'
import { temporaryFolder } from '../support/folders.ts'

/** A mark that is kept as the database keeps it, and a disk that can refuse. */
function litterBench() {
  const mark: { value: string | null } = { value: null }
  const removed: string[] = []
  const disk = { isLocked: false }
  const litter = new Litter({
    store: {
      mark: () => mark.value,
      setMark: (_name, value) => {
        mark.value = value
      }
    },
    work: {
      remove: (path) => {
        if (disk.isLocked) return Promise.reject(new Error('locked'))
        removed.push(path)
        return Promise.resolve()
      }
    }
  })
  return { litter, mark, removed, disk }
}

const part = (folder: string, partName = 'one.part') => ({ folder, partName, kept: null })

test('a part file that nobody goes on with is removed', async () => {
  const folder = await temporaryFolder()
  const { litter, mark, removed } = litterBench()
  await litter.remove(null)
  expect(removed).toEqual([])
  await litter.remove(part(folder))
  expect(removed).toEqual([join(folder, 'one.part')])
  expect(mark.value).toBeNull()
})

test('one that is locked is written down, and goes with a later sweep', async () => {
  const folder = await temporaryFolder()
  const { litter, mark, removed, disk } = litterBench()
  disk.isLocked = true
  await litter.remove(part(folder))
  await litter.remove(part(folder, 'two.part'))
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
  await litter.remove(part(folder))
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
