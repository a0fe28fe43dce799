import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkManifest } from '../../src/main/library/evidence/check-manifest.ts'
import { namesIn, sha256 } from '../support/folders.ts'
import {
  atWork,
  checkOf,
  dayMs,
  manifestOf,
  saved,
  verified,
  video
} from '../support/library-at-work.ts'
import { anAgent } from '../support/library-bench.ts'
import { manualClock } from '../support/manual-clock.ts'
import { patiently } from '../support/patiently.ts'

describe('looking after saved files', () => {
  test('finds what is unchanged, changed and missing, writes it down, and repairs nothing', async () => {
    const bench = await atWork()
    const [same, changed, gone] = [
      await saved(bench, 1),
      await saved(bench, 2),
      await saved(bench, 3)
    ]
    const changedPath = join(bench.folder, changed.file.fileName)
    const other = Buffer.from(video)
    other[40_000] = (other[40_000] ?? 0) ^ 1
    writeFileSync(changedPath, other)
    rmSync(join(bench.folder, gone.file.fileName))
    bench.opened.savedFiles.verify(null)
    expect(await verified(bench)).toMatchObject({ done: 3, total: 3, findings: 2 })
    expect(checkOf(bench, same.itemId)).toBe('unchanged')
    expect(checkOf(bench, changed.itemId)).toBe('changed')
    expect(checkOf(bench, gone.itemId)).toBe('missing')
    expect(sha256(readFileSync(changedPath))).toBe(sha256(other))
    const told = manifestOf(bench)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { what: string })
    expect(
      told
        .map(({ what }) => what)
        .slice(3)
        .sort()
    ).toEqual(['found-changed', 'found-missing', 'verified'])
    expect(checkManifest(manifestOf(bench))).toMatchObject({ whole: true, entries: 6 })
  })

  test('says missing at the next start, and takes it back when the file is there again', async () => {
    const first = await atWork()
    const { itemId, file } = await saved(first)
    const path = join(first.folder, file.fileName)
    rmSync(path)
    await first.close()
    const second = await atWork({ root: first.root })
    await patiently(() => {
      expect(checkOf(second, itemId)).toBe('missing')
    })
    await second.close()
    writeFileSync(path, video)
    const third = await atWork({ root: first.root })
    await patiently(() => {
      expect(checkOf(third, itemId)).toBe('unchecked')
    })
  })

  test('by the schedule, reads what was not read for so many days', async () => {
    const first = await atWork()
    const { itemId, file } = await saved(first)
    await first.close()
    const other = Buffer.from(video).fill(7, 1_000, 1_001)
    writeFileSync(join(first.folder, file.fileName), other)
    const clock = manualClock(Date.now() + 8 * dayMs)
    const later = await atWork({ root: first.root, clock, settings: { verifyEveryDays: 7 } })
    await patiently(() => {
      expect(checkOf(later, itemId)).toBe('changed')
    })
  })

  test('keeps tags, notes and holds; what is held cannot be removed', async () => {
    const bench = await atWork()
    const { itemId, file } = await saved(bench)
    const { savedFiles } = bench.opened
    savedFiles.describe({
      itemId,
      tags: ['dispute', 'dispute'],
      note: 'asked for by Mr Li',
      hold: true
    })
    expect(bench.find(itemId)).toMatchObject({
      tags: ['dispute'],
      note: 'asked for by Mr Li',
      hold: true
    })
    await expect(savedFiles.remove([itemId], 'bin')).rejects.toMatchObject({ code: 'not-now:held' })
    savedFiles.describe({ itemId, hold: false })
    await savedFiles.remove([itemId], 'bin')
    expect(bench.binned).toEqual([join(bench.folder, file.fileName)])
    expect(bench.items()).toEqual([])
    expect(await namesIn(bench.folder)).toEqual(['callside-manifest.jsonl'])
  })

  test('keeps row and file of what the bin does not take, until it is to be deleted for good', async () => {
    const noBin = new Error('Failed to move item to the bin')
    const refusing = new Set<string>()
    const bench = await atWork({
      bin: (path) => (refusing.has(path) ? Promise.reject(noBin) : Promise.resolve())
    })
    const [one, other] = [await saved(bench, 1), await saved(bench, 2)]
    const path = join(bench.folder, one.file.fileName)
    refusing.add(path)
    const { savedFiles } = bench.opened
    const ids = [one.itemId, other.itemId]
    await expect(savedFiles.remove(ids, 'delete')).rejects.toMatchObject({ code: 'forbidden' })
    expect(await savedFiles.remove(ids, 'bin')).toEqual([one.itemId])
    expect(bench.items().map(({ itemId }) => itemId)).toEqual([one.itemId])
    expect(await namesIn(bench.folder)).toContain(one.file.fileName)
    expect(await namesIn(bench.folder)).not.toContain(other.file.fileName)

    savedFiles.describe({ itemId: one.itemId, hold: true })
    const held = { code: 'not-now:held' }
    await expect(savedFiles.remove([one.itemId], 'delete')).rejects.toMatchObject(held)
    savedFiles.describe({ itemId: one.itemId, hold: false })
    expect(await savedFiles.remove([one.itemId], 'delete')).toEqual([])
    expect(bench.items()).toEqual([])
    expect(bench.binned).not.toContain(path)
    expect(await namesIn(bench.folder)).toEqual(['callside-manifest.jsonl'])
  })

  test('lets go of a row without touching its file, where only that is wished', async () => {
    const bench = await atWork()
    const { itemId, file } = await saved(bench)
    await bench.opened.savedFiles.remove([itemId], 'keep')
    expect(bench.items()).toEqual([])
    expect(await namesIn(bench.folder)).toContain(file.fileName)
  })
})

describe('whose rows they are', () => {
  test('another agent at the same desk sees and touches none of them', async () => {
    const bench = await atWork()
    const { itemId } = await saved(bench)
    const { epoch } = bench.opened.feed.view()
    bench.opened.signedInAs(null)
    expect(bench.items()).toHaveLength(1)
    bench.opened.signedInAs({ ...anAgent, agentId: '1002' })
    expect(bench.opened.feed.view().epoch).not.toBe(epoch)
    expect(bench.items()).toEqual([])
    expect(() => {
      bench.opened.library.cancel(itemId)
    }).toThrow(expect.objectContaining({ code: 'not-found' }))
    await expect(bench.opened.savedFiles.find(itemId)).rejects.toMatchObject({ code: 'not-found' })
    bench.opened.signedInAs(anAgent)
    expect(bench.items().map((item) => item.itemId)).toEqual([itemId])
  })
})

describe('a recording that somebody knows by its path', () => {
  const draft = { recordId: 'Y:/1/0/20201202/503/9.mp4', locationId: '256', callId: null }

  test('is added once and saved', async () => {
    const bench = await atWork()
    const { itemId } = bench.opened.library.addByRecordId(draft)
    expect(bench.opened.library.addByRecordId(draft).itemId).toBe(itemId)
    expect(await bench.reach(itemId, 'saved')).toMatchObject({ knownBy: 'record-id' })
  })

  test('is not, where policy says no', async () => {
    const bench = await atWork({ mayAdd: false })
    expect(() => bench.opened.library.addByRecordId(draft)).toThrow(
      expect.objectContaining({ code: 'not-now:not-allowed-to-add' })
    )
  })
})

test('I15: a damaged database is rebuilt from the evidence beside the files, and said so', async () => {
  const first = await atWork()
  const { itemId, file } = await saved(first)
  first.opened.savedFiles.describe({ itemId, hold: true })
  await patiently(() => {
    expect(manifestOf(first)).toContain('"held"')
  })
  await first.close()
  writeFileSync(join(first.root, 'library.db'), 'this is not a database any more')
  const second = await atWork({ root: first.root })
  expect(second.opened.feed.view().rebuilt).toMatchObject({ items: 1 })
  expect(second.find(itemId)).toMatchObject({
    ...{ knownBy: 'evidence', hold: true, callId: 'call-1' },
    save: { state: 'saved', file: { fileName: file.fileName, sha256: sha256(video) } }
  })
})
