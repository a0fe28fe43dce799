import { copyFile, rename, truncate, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createEvidence } from '../../src/main/library/evidence/evidence.ts'
import type { EvidenceFacts } from '../../src/main/library/evidence/facts.ts'
import { manifestName } from '../../src/main/library/evidence/manifest-entry.ts'
import { readFolder } from '../../src/main/library/evidence/read-folder.ts'
import { sidecarText } from '../../src/main/library/evidence/sidecar.ts'
import { savedAt, someFacts } from '../support/evidence-samples.ts'
import { temporaryFolder } from '../support/folders.ts'
import { manualClock } from '../support/manual-clock.ts'

const evidence = createEvidence({ clock: manualClock(savedAt), appVersion: '0.1.0' })
const never = new AbortController().signal

/** A file with its evidence; `nth` makes it another item. */
async function saved(folder: string, nth: number): Promise<EvidenceFacts> {
  const content = `video ${nth}`
  const itemId = `0b3a6f0e-5a53-4f0b-9c1e-${String(nth).padStart(12, '0')}`
  const changes = { itemId, fileName: `video-${nth}.mp4`, savedAt: savedAt + nth }
  const facts = someFacts(folder, content, changes)
  await writeFile(join(folder, facts.fileName), content)
  await evidence.seal(facts)
  return facts
}

test('everything that was sealed is found again, oldest first, as it was', async () => {
  const folder = await temporaryFolder()
  const all = [await saved(folder, 2), await saved(folder, 1), await saved(folder, 3)]
  const { found, manifest, cutOff } = await readFolder(folder, never)
  const inOrder = all.sort((a, b) => a.savedAt - b.savedAt)
  expect(found).toEqual(inOrder.map((facts) => ({ facts, check: 'unchecked', hold: false })))
  expect(manifest).toMatchObject({ whole: true, entries: 3 })
  expect(cutOff).toBe(false)
})

test('a file that is gone and one of another size are told', async () => {
  const folder = await temporaryFolder()
  const [gone, cut] = [await saved(folder, 1), await saved(folder, 2)]
  await unlink(join(folder, gone.fileName))
  await truncate(join(folder, cut.fileName), 3)
  const { found } = await readFolder(folder, never)
  expect(found.map(({ check }) => check)).toEqual(['missing', 'changed'])
})

test('what was held is held again, unless it was released', async () => {
  const folder = await temporaryFolder()
  for (const facts of [await saved(folder, 1), await saved(folder, 2)]) {
    await evidence.note(folder, { ...facts, file: facts.fileName, what: 'held' })
    if (facts.savedAt === savedAt + 2) {
      await evidence.note(folder, { ...facts, file: facts.fileName, what: 'released' })
    }
  }
  const { found } = await readFolder(folder, never)
  expect(found.map(({ hold }) => hold)).toEqual([true, false])
})

test('foreign and damaged files are passed over', async () => {
  const folder = await temporaryFolder()
  const facts = await saved(folder, 1)
  const text = sidecarText(facts, '0.1.0')
  await writeFile(join(folder, 'package.json'), '{"name":"not ours"}')
  await writeFile(join(folder, 'torn.mp4.json'), text.slice(0, 100))
  await writeFile(join(folder, 'video.mp4'), 'without evidence')
  const { found } = await readFolder(folder, never)
  expect(found.map(({ facts: { fileName } }) => fileName)).toEqual([facts.fileName])
})

test('a file that was renamed with its sidecar is found under its new name', async () => {
  const folder = await temporaryFolder()
  const { fileName } = await saved(folder, 1)
  await rename(join(folder, fileName), join(folder, 'proof.mp4'))
  await rename(join(folder, `${fileName}.json`), join(folder, 'proof.mp4.json'))
  const { found } = await readFolder(folder, never)
  expect(found).toMatchObject([{ facts: { fileName: 'proof.mp4' }, check: 'unchecked' }])
})

test('of a file and its copies, the one under its own name is the item', async () => {
  const folder = await temporaryFolder()
  const { fileName } = await saved(folder, 1)
  for (const copy of ['a copy.mp4', 'z copy.mp4']) {
    await copyFile(join(folder, fileName), join(folder, copy))
    await copyFile(join(folder, `${fileName}.json`), join(folder, `${copy}.json`))
  }
  const { found } = await readFolder(folder, never)
  expect(found.map(({ facts }) => facts.fileName)).toEqual([fileName])
})

test('a folder without a manifest and one with a broken one are read all the same', async () => {
  const folder = await temporaryFolder()
  await saved(folder, 1)
  await writeFile(join(folder, manifestName), 'nothing of ours')
  expect(await readFolder(folder, never)).toMatchObject({ manifest: { whole: false } })
  await unlink(join(folder, manifestName))
  const { found, manifest } = await readFolder(folder, never)
  expect(found).toHaveLength(1)
  expect(manifest).toBeNull()
})

test('a folder that cannot be read is an error, not an empty folder', async () => {
  const gone = join(await temporaryFolder(), 'gone')
  await expect(readFolder(gone, never)).rejects.toMatchObject({ code: 'file:folder-unusable' })
})

test('reading ends when it is told to', async () => {
  const folder = await temporaryFolder()
  await saved(folder, 1)
  const reason = new Error('enough')
  await expect(readFolder(folder, AbortSignal.abort(reason))).rejects.toBe(reason)
})

test('a folder is read up to a number of sidecars, and says that there were more', async () => {
  const folder = await temporaryFolder()
  for (const nth of [1, 2, 3]) await saved(folder, nth)
  expect(await readFolder(folder, never, 3)).toMatchObject({ cutOff: false })
  const { found, cutOff } = await readFolder(folder, never, 2)
  expect(cutOff).toBe(true)
  expect(found).toHaveLength(2)
})
