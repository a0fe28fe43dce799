import { link, readFile, symlink, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createFilePlacement, type FilePlacement } from '../../src/main/library/files/file-placement.ts'
import { namesIn, temporaryFolder } from '../support/folders.ts'

/** A file system without hard links, as exFAT is. */
function withoutLinks(): FilePlacement {
  return createFilePlacement(() =>
    Promise.reject(Object.assign(new Error('no links here'), { code: 'EPERM' }))
  )
}

const placements: [string, () => FilePlacement][] = [
  ['with hard links', createFilePlacement],
  ['without hard links', withoutLinks]
]

async function part(folder: string, content: string): Promise<string> {
  const path = join(folder, `${content}.part`)
  await writeFile(path, content)
  return path
}

describe.each(placements)('a finished file gets its name, %s,', (_how, create) => {
  test('and its part name is gone', async () => {
    const folder = await temporaryFolder()
    expect(await create().place(await part(folder, 'a'), folder, 'v.mp4')).toBe('v.mp4')
    expect(await namesIn(folder)).toEqual(['v.mp4'])
  })

  test('and what is there already keeps its bytes', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'v.mp4'), 'older')
    await writeFile(join(folder, 'v (2).mp4'), 'old')
    expect(await create().place(await part(folder, 'new'), folder, 'v.mp4')).toBe('v (3).mp4')
    expect(await readFile(join(folder, 'v.mp4'), 'utf8')).toBe('older')
    expect(await readFile(join(folder, 'v (2).mp4'), 'utf8')).toBe('old')
    expect(await readFile(join(folder, 'v (3).mp4'), 'utf8')).toBe('new')
  })

  test('and a link planted under the name is not followed', async () => {
    const folder = await temporaryFolder()
    const elsewhere = join(await temporaryFolder(), 'secret')
    await symlink(elsewhere, join(folder, 'v.mp4'))
    expect(await create().place(await part(folder, 'new'), folder, 'v.mp4')).toBe('v (2).mp4')
    await expect(readFile(elsewhere)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  test('and a thousand files of one name at once all keep their bytes', async () => {
    const folder = await temporaryFolder()
    const placement = create()
    const contents = Array.from({ length: 1_000 }, (_, index) => `content-${index}`)
    const parts = await Promise.all(contents.map((content) => part(folder, content)))
    const names = await Promise.all(parts.map((path) => placement.place(path, folder, 'v.mp4')))
    expect(new Set(names).size).toBe(1_000)
    expect((await namesIn(folder)).length).toBe(1_000)
    const kept = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
    expect(kept).toEqual(contents)
  }, 60_000)
})

test('a name that another process takes at the last moment is not replaced', async () => {
  const folder = await temporaryFolder()
  let first = true
  const placement = createFilePlacement(async (from, to) => {
    if (first) await writeFile(to, 'faster')
    first = false
    await link(from, to)
  })
  expect(await placement.place(await part(folder, 'new'), folder, 'v.mp4')).toBe('v (2).mp4')
  expect(await readFile(join(folder, 'v.mp4'), 'utf8')).toBe('faster')
})

test('a part file that has vanished is an error, and leaves no empty file behind', async () => {
  for (const [, create] of placements) {
    const folder = await temporaryFolder()
    const path = await part(folder, 'gone')
    await unlink(path)
    const placing = create().place(path, folder, 'v.mp4')
    await expect(placing).rejects.toMatchObject({ code: 'file:folder-unusable' })
    expect(await namesIn(folder)).toEqual([])
  }
})
