import { link, mkdir, readFile, readlink, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { NamingCalls } from '../../src/main/library/files/file-placement.ts'
import { clearReservation, reserveName } from '../../src/main/library/files/reservation.ts'
import { mostNames, placeUnderFreeName } from '../../src/main/library/transfer/place-loop.ts'
import { namesIn, temporaryFolder } from '../support/folders.ts'
import { partOf, placingBench, systemError, withoutLinks } from '../support/placing.ts'

const ways: [string, Partial<NamingCalls>][] = [
  ['with hard links', {}],
  ['without hard links', withoutLinks]
]
const { signal } = new AbortController()
const text = (folder: string, name: string): Promise<string> => readFile(join(folder, name), 'utf8')

describe.each(ways)('a finished file gets its name, %s,', (_how, calls) => {
  test('and its part name is gone', async () => {
    const folder = await temporaryFolder()
    expect(await placingBench(folder, calls).place('v.mp4', 'a')).toBe('v.mp4')
    expect(await namesIn(folder)).toEqual(['v.mp4'])
    expect(await text(folder, 'v.mp4')).toBe('a')
  })

  test('D30: and what is there already keeps its bytes; each name is recorded first', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'v.mp4'), 'older')
    await writeFile(join(folder, 'v (2).mp4'), '')
    const bench = placingBench(folder, calls)
    expect(await bench.place('v.mp4', 'new')).toBe('v (3).mp4')
    expect(bench.recorded).toEqual(['v.mp4', 'v (3).mp4'])
    expect(await text(folder, 'v.mp4')).toBe('older')
    expect(await text(folder, 'v (2).mp4')).toBe('')
    expect(await text(folder, 'v (3).mp4')).toBe('new')
  })

  test.each([
    ['case', 'V.MP4', 'v.mp4'],
    ['the way an accent is written', 'Ame\u0301lie.mp4', 'Am\u00e9lie.mp4'],
    ['case and accent', 'AME\u0301LIE.mp4', 'am\u00e9lie.mp4']
  ])('D30: and a name that differs by %s only counts as taken', async (_by, there, asked) => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, there), 'older')
    expect(await placingBench(folder, calls).place(asked, 'new')).toBe(
      asked.replace('.mp4', ' (2).mp4')
    )
    expect(await text(folder, there)).toBe('older')
  })

  test('A5: and a thousand files of one name at once all keep their bytes', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'v.mp4'), 'older')
    await writeFile(join(folder, 'V (7).mp4'), 'old')
    const bench = placingBench(folder, calls)
    const contents = Array.from({ length: 1_000 }, (_, index) => `content-${index}`)
    const names = await Promise.all(contents.map((content) => bench.place('v.mp4', content)))
    expect(new Set(names).size).toBe(1_000)
    expect((await namesIn(folder)).length).toBe(1_002)
    const kept = await Promise.all(names.map((name) => text(folder, name)))
    expect(kept).toEqual(contents)
    expect(await text(folder, 'v.mp4')).toBe('older')
    expect(await text(folder, 'V (7).mp4')).toBe('old')
    // Free names are told apart, so that each file asks twice and not five hundred times.
    expect(bench.recorded.length).toBe(2_000)
  }, 180_000)

  test('D32: and a link that was planted under the name is neither followed nor replaced', async () => {
    const folder = await temporaryFolder()
    const elsewhere = join(await temporaryFolder(), 'secret')
    await symlink(elsewhere, join(folder, 'v.mp4'))
    expect(await placingBench(folder, calls).place('v.mp4', 'new')).toBe('v (2).mp4')
    expect(await readlink(join(folder, 'v.mp4'))).toBe(elsewhere)
    await expect(readFile(elsewhere)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  test('D32: and what was put in the place of the part file gets no name', async () => {
    const folder = await temporaryFolder()
    const elsewhere = join(await temporaryFolder(), 'secret')
    await writeFile(elsewhere, 'secret')
    await symlink(elsewhere, join(folder, 'link.part'))
    await mkdir(join(folder, 'folder.part'))
    const { placement } = placingBench(folder, calls)
    for (const partName of ['link.part', 'folder.part', 'gone.part']) {
      const placing = { folder, partName, fileName: 'v.mp4' }
      await expect(placement.place(placing, signal)).rejects.toMatchObject({ code: 'file:missing' })
    }
    expect(await namesIn(folder)).toEqual(['folder.part', 'link.part'])
    expect(await readFile(elsewhere, 'utf8')).toBe('secret')
  })

  test('D25: and a folder that is gone is said so', async () => {
    const folder = join(await temporaryFolder(), 'unplugged')
    const placing = { folder, partName: 'a.part', fileName: 'v.mp4' }
    const placed = placingBench(folder, calls).placement.place(placing, signal)
    await expect(placed).rejects.toMatchObject({ code: 'file:folder-unusable' })
  })
})

test('D30: a name that another process takes at the last moment is not replaced', async () => {
  const folder = await temporaryFolder()
  let first = true
  const bench = placingBench(folder, {
    link: async (from, to) => {
      if (first) await writeFile(to, 'faster')
      first = false
      await link(from, to)
    }
  })
  expect(await bench.place('v.mp4', 'new')).toBe('v (2).mp4')
  expect(await text(folder, 'v.mp4')).toBe('faster')
})

test('D31: what links across disks refuse is done by renaming', async () => {
  for (const code of ['EXDEV', 'ENOTSUP', 'EISDIR', 'EINVAL', 'ENOSYS', 'UNKNOWN']) {
    const folder = await temporaryFolder()
    const bench = placingBench(folder, { link: () => Promise.reject(systemError(code)) })
    expect(await bench.place('v.mp4', 'new')).toBe('v.mp4')
    expect(await namesIn(folder)).toEqual(['v.mp4'])
  }
})

test('an endless race for names ends as the folder’s fault', async () => {
  let tries = 0
  const work = {
    place: () => {
      tries += 1
      return Promise.resolve({ placed: false as const, freeName: `v (${tries}).mp4` })
    }
  }
  const placing = { folder: '/f', partName: 'a.part', fileName: 'v.mp4', signal }
  const placed = placeUnderFreeName(work, placing, () => undefined)
  await expect(placed).rejects.toMatchObject({ code: 'file:folder-unusable' })
  expect(tries).toBe(mostNames)
})

describe('after a crash, placing again', () => {
  test('between the link and the end of the part name finishes the same file', async () => {
    const folder = await temporaryFolder()
    const partName = partOf('whole')
    await writeFile(join(folder, partName), 'whole')
    await link(join(folder, partName), join(folder, 'v.mp4'))
    expect(await placingBench(folder).place('v.mp4', 'whole')).toBe('v.mp4')
    expect(await namesIn(folder)).toEqual(['v.mp4'])
    expect((await stat(join(folder, 'v.mp4'))).nlink).toBe(1)
  })

  test('D31: between the reservation and the rename takes the reserved name', async () => {
    const folder = await temporaryFolder()
    const placing = { folder, partName: partOf('whole'), fileName: 'v.mp4' }
    expect(await reserveName(placing)).toBe('reserved')
    expect(await placingBench(folder, withoutLinks).place('v.mp4', 'whole')).toBe('v.mp4')
    expect(await namesIn(folder)).toEqual(['v.mp4'])
    expect(await text(folder, 'v.mp4')).toBe('whole')
  })

  test('D31: another part’s reservation is left to it', async () => {
    const folder = await temporaryFolder()
    await reserveName({ folder, partName: 'other.part', fileName: 'v.mp4' })
    expect(await placingBench(folder, withoutLinks).place('v.mp4', 'mine')).toBe('v (2).mp4')
  })

  test('D31: the sweep removes a reservation, an empty one too, and nothing else', async () => {
    const folder = await temporaryFolder()
    const placing = (fileName: string) => ({ folder, partName: 'a.part', fileName })
    await reserveName(placing('reserved.mp4'))
    await writeFile(join(folder, 'empty.mp4'), '')
    await writeFile(join(folder, 'video.mp4'), 'a video')
    await symlink(join(folder, 'empty.mp4'), join(folder, 'link.mp4'))
    const names = ['reserved.mp4', 'video.mp4', 'link.mp4', 'gone.mp4', 'empty.mp4']
    for (const name of names) await clearReservation(placing(name))
    expect(await namesIn(folder)).toEqual(['link.mp4', 'video.mp4'])
  })
})
