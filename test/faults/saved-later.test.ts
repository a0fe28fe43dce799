import { readFile, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isSaved } from '../../src/main/library/queue/save-record.ts'
import { anAgent, libraryFrom, type LibraryBench } from '../support/library-bench.ts'
import { madeMp4 } from '../support/made-mp4.ts'
import { answer, octets } from '../support/raw-answers.ts'
import { openStore } from '../support/open-store.ts'

const video = madeMp4(300_000)

const served = (root?: string): Promise<LibraryBench> =>
  libraryFrom({
    ...(root === undefined ? {} : { root }),
    handler: (_request, socket) => socket.end(answer({ headers: octets, body: video }))
  })

/** A saved file, and the library closed. */
async function savedOnce() {
  const bench = await served()
  await bench.opened.start()
  bench.opened.signedInAs(anAgent)
  const itemId = bench.announce()
  bench.opened.library.save(itemId)
  const { save } = await bench.reach(itemId, 'saved')
  if (save.state !== 'saved') throw new Error('not saved')
  await bench.close()
  return { root: bench.root, itemId, path: join(bench.folder, save.file.fileName) }
}

async function startedAgain(root: string): Promise<LibraryBench> {
  const bench = await served(root)
  await bench.opened.start()
  bench.opened.signedInAs(anAgent)
  return bench
}

const checkOf = (bench: LibraryBench, itemId: string): string => {
  const { save } = bench.find(itemId)
  return save.state === 'saved' ? save.file.check : save.state
}

describe('D35: a power cut that left a final name without its bytes', () => {
  test('shows at the next start, where the row says saved', async () => {
    const { root, itemId, path } = await savedOnce()
    await truncate(path, 0)
    expect(checkOf(await startedAgain(root), itemId)).toBe('changed')
  })

  test('is never taken for the file, where the row had not come to say so', async () => {
    const { root, itemId, path } = await savedOnce()
    unsay(join(root, 'library.db'), itemId)
    await truncate(path, 0)
    const bench = await served(root)
    await bench.opened.start()
    bench.opened.signedInAs(anAgent)
    const left = bench.find(itemId).save
    // By itself or when it is asked for: it is fetched again, and gets a name of its own.
    if (left.state === 'needs-attention') bench.opened.library.save(itemId)
    const { save } = await bench.reach(itemId, 'saved')
    if (save.state !== 'saved') throw new Error('not saved')
    expect(bench.server.requests).toHaveLength(1)
    expect(save.file.fileName).not.toBe(basename(path))
    expect(await readFile(join(bench.folder, save.file.fileName))).toHaveLength(video.length)
  })
})

describe('a file that is not there any more', () => {
  test.each([
    ['D40: deleted by somebody', (path: string) => rm(path)],
    ['D40: renamed by somebody', (path: string) => rename(path, `${path}.mine`)],
    // A virus scanner takes it as anybody else would; its own words are a matter of Windows.
    ['D41: taken by a virus scanner', (path: string) => rm(path)]
  ])('%s is missing, at the next start and when it is asked for', async (_name, take) => {
    const { root, itemId, path } = await savedOnce()
    await take(path)
    const bench = await startedAgain(root)
    expect(checkOf(bench, itemId)).toBe('missing')
    await expect(bench.opened.savedFiles.find(itemId)).rejects.toMatchObject({ code: 'not-found' })
    await writeFile(path, video)
    bench.opened.savedFiles.verify([itemId])
    await expect.poll(() => checkOf(bench, itemId)).toBe('unchanged')
  })
})

/** Puts a row back to the moment before it said "saved". */
function unsay(path: string, itemId: string): void {
  const store = openStore(path)
  const row = store.find(itemId)
  if (row === null || !isSaved(row.save)) throw new Error('It was not saved')
  const { folder, savedAt, check, checkedAt, ...file } = row.save.file
  expect([check, checkedAt]).toEqual(['unchecked', null])
  const part = { folder, partName: 'callside-0000000000000000.part', kept: null }
  const request = { askedAt: savedAt, tries: 1, patientUntil: null, part, startedAt: savedAt }
  const save = { ...file, ...request, state: 'verifying', startedAgain: false } as const
  store.put({ ...row, position: 1, save })
  store.close()
}
