import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createEvidence } from '../../src/main/library/evidence/evidence.ts'
import { checkManifest } from '../../src/main/library/evidence/check-manifest.ts'
import { manifestName } from '../../src/main/library/evidence/manifest-entry.ts'
import { readManifest } from '../../src/main/library/evidence/read-manifest.ts'
import { savedAt, someManifest, someNote } from '../support/evidence-samples.ts'
import { sha256, temporaryFolder } from '../support/folders.ts'
import { manualClock } from '../support/manual-clock.ts'

const { signal } = new AbortController()
const evidence = createEvidence({ clock: manualClock(savedAt), appVersion: '0.1.0' })

async function folderWith(text: string): Promise<string> {
  const folder = await temporaryFolder()
  await writeFile(join(folder, manifestName), text)
  return folder
}

test('a manifest read from the disk gets the same verdict as one in memory, whatever its length', async () => {
  const long = someManifest(1_500)
  const texts = [
    ...['', '\n', `\n${someManifest(2)}`, someManifest(3).trimEnd(), long, long.slice(0, -9)],
    long.replace('file-1200', 'file-1201'),
    `${'x'.repeat(300_000)}\n${someManifest(2)}`
  ]
  for (const text of texts) {
    const folder = await folderWith(text)
    expect(await readManifest(folder, { signal }), text.slice(0, 30)).toEqual(checkManifest(text))
  }
})

test('its entries come with their lines and its bytes as they are', async () => {
  const text = `${someManifest(2)}torn\n`
  const folder = await folderWith(text)
  await evidence.note(folder, someNote('third.mp4'))
  const seen: string[] = []
  const pieces: Buffer[] = []
  await readManifest(folder, {
    signal,
    onEntry: ({ file }, line) => seen.push(`${line} ${file}`),
    onBytes: (bytes) => pieces.push(bytes)
  })
  expect(seen).toEqual(['1 file-0.mp4', '2 file-1.mp4', '4 third.mp4'])
  expect(Buffer.concat(pieces).equals(await readFile(join(folder, manifestName)))).toBe(true)
})

test('no manifest is not the same as one that cannot be read', async () => {
  const folder = await temporaryFolder()
  expect(await readManifest(folder, { signal })).toBeNull()
  await mkdir(join(folder, manifestName))
  const problem = { code: 'file:write-failed' }
  await expect(readManifest(folder, { signal })).rejects.toMatchObject(problem)
})

test('reading ends with the reason that it was told to end', async () => {
  const reason = new Error('enough')
  const ending = new AbortController()
  const folder = await folderWith(someManifest(1_500))
  const read = readManifest(folder, {
    signal: ending.signal,
    onBytes: () => {
      ending.abort(reason)
    }
  })
  await expect(read).rejects.toBe(reason)
})

test('another item and other bytes under a name that was noted are noted as well', async () => {
  const folder = await temporaryFolder()
  const note = someNote('a.mp4')
  await evidence.note(folder, note)
  await evidence.note(folder, note)
  await evidence.note(folder, { ...note, sha256: sha256(Buffer.from('other')) })
  await evidence.note(folder, note)
  await evidence.note(folder, { ...note, itemId: 'another' })
  await evidence.note(folder, { ...note, itemId: 'another', what: 'verified' })
  await evidence.note(folder, { ...note, itemId: 'another', what: 'verified' })
  expect(await readManifest(folder, { signal })).toMatchObject({ whole: true, entries: 6 })
})

test('a file that was noted is not noted again, whatever was noted of it and of others since', async () => {
  const folder = await temporaryFolder()
  const note = someNote('a.mp4')
  await evidence.note(folder, note)
  await evidence.note(folder, someNote('b.mp4'))
  await evidence.note(folder, { ...note, what: 'exported' })
  await evidence.note(folder, { ...someNote('b.mp4'), what: 'deleted' })
  await evidence.note(folder, note)
  expect(await readManifest(folder, { signal })).toMatchObject({ whole: true, entries: 4 })
})
