import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { systemClock } from '../../src/main/clock.ts'
import { checkManifest } from '../../src/main/library/evidence/check-manifest.ts'
import { createEvidence } from '../../src/main/library/evidence/evidence.ts'
import { manifestName } from '../../src/main/library/evidence/manifest-entry.ts'
import { readSidecar } from '../../src/main/library/evidence/sidecar.ts'
import { savedAt, someFacts, someManifest, someNote } from '../support/evidence-samples.ts'
import { namesIn, temporaryFolder } from '../support/folders.ts'
import { manualClock } from '../support/manual-clock.ts'

const appVersion = '0.1.0'
const evidence = createEvidence({ clock: manualClock(savedAt), appVersion })
const manifestOf = (folder: string) => readFile(join(folder, manifestName), 'utf8')
const entriesOf = async (folder: string): Promise<unknown[]> =>
  (await manifestOf(folder))
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line))

test('a sealed file has its sidecar and its line in the manifest, and nothing else appears', async () => {
  const folder = await temporaryFolder()
  const facts = someFacts(folder, 'video')
  await evidence.seal(facts)
  expect(await namesIn(folder)).toEqual([`${facts.fileName}.json`, manifestName])
  expect(await readSidecar(folder, facts.fileName)).toMatchObject({ appVersion })
  const [line] = await entriesOf(folder)
  const { itemId, sha256, bytes, agentId, fileName: file } = facts
  expect(line).toMatchObject({ v: 1, seq: 1, what: 'saved', file, itemId, sha256, bytes, agentId })
  expect(line).toMatchObject({ at: savedAt, atUtc: '2026-11-20T09:30:15.000Z' })
  expect((await stat(join(folder, manifestName))).mode & 0o077).toBe(0)
})

test('sealing the same file again changes nothing', async () => {
  const folder = await temporaryFolder()
  const facts = someFacts(folder, 'video')
  await evidence.seal(facts)
  const before = await manifestOf(folder)
  await createEvidence({ clock: manualClock(savedAt + 5_000), appVersion: '9.9.9' }).seal(facts)
  expect(await manifestOf(folder)).toBe(before)
  expect(await readSidecar(folder, facts.fileName)).toMatchObject({ appVersion })
})

test('a file that was deleted and saved again is noted again', async () => {
  const folder = await temporaryFolder()
  const facts = someFacts(folder, 'video')
  const { fileName: file, bytes, sha256, itemId, agentId } = facts
  await evidence.seal(facts)
  await evidence.unseal(folder, file)
  await evidence.note(folder, { what: 'deleted', file, bytes, sha256, itemId, agentId })
  await evidence.seal(facts)
  const happened = (await entriesOf(folder)).map((line) => (line as { what: string }).what)
  expect(happened).toEqual(['saved', 'deleted', 'saved'])
  expect(await namesIn(folder)).toEqual([`${file}.json`, manifestName])
})

test('a hundred lines at once become one whole chain, even from two that know nothing of each other', async () => {
  const folder = await temporaryFolder()
  const one = createEvidence({ clock: systemClock, appVersion })
  const other = createEvidence({ clock: systemClock, appVersion })
  const noted = Array.from({ length: 50 }, (_, index) => [
    one.note(folder, someNote(`one-${index}.mp4`)),
    other.note(folder, someNote(`other-${index}.mp4`))
  ])
  await Promise.all(noted.flat())
  const check = checkManifest(await manifestOf(folder))
  expect(check).toMatchObject({ whole: true, entries: 100, interrupted: 0 })
  expect(await namesIn(folder)).toEqual([manifestName])
})

test('after a crash in the middle of a line the chain goes on, and the crash stays visible', async () => {
  for (const left of ['{"agentId":"10', '\u0000\u0000\u0000', someManifest(4).slice(-40, -1)]) {
    const folder = await temporaryFolder()
    await writeFile(join(folder, manifestName), someManifest(3) + left)
    await evidence.note(folder, someNote('next.mp4'))
    const check = checkManifest(await manifestOf(folder))
    expect(check, left).toMatchObject({ whole: true, entries: 4, interrupted: 1 })
  }
})

test('a last line that lacks only its line feed is kept', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, manifestName), someManifest(3).trimEnd())
  await evidence.note(folder, someNote('next.mp4'))
  const check = checkManifest(await manifestOf(folder))
  expect(check).toMatchObject({ whole: true, entries: 4, interrupted: 0 })
})

test('what was edited before an append is still found after it', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, manifestName), someManifest(3).replace('file-2', 'file-9'))
  await evidence.note(folder, someNote('next.mp4'))
  expect(checkManifest(await manifestOf(folder))).toMatchObject({ brokenAt: 3, why: 'edited' })
})

test('only the end of a long manifest is read, and the chain still goes on', async () => {
  const folder = await temporaryFolder()
  const path = join(folder, manifestName)
  await writeFile(path, someManifest(2_000))
  await evidence.note(folder, someNote('next.mp4'))
  expect(checkManifest(await manifestOf(folder))).toMatchObject({ whole: true, entries: 2_001 })
})

test('a lock that a crashed process of this PC left behind is not waited for', async () => {
  const folder = await temporaryFolder()
  const { hostname } = await import('node:os')
  // No process has this number: it is above the largest that Linux and Windows give.
  const mark = `{"host":"${hostname()}","pid":2147483646,"id":"x"}`
  await writeFile(join(folder, `${manifestName}.lock`), mark)
  await createEvidence({ clock: systemClock, appVersion }).note(folder, someNote('a.mp4'))
  expect(await namesIn(folder)).toEqual([manifestName])
})

test('the lock of another PC is waited for, ten seconds at most while nothing moves', async () => {
  const folder = await temporaryFolder()
  const clock = manualClock(savedAt)
  const lock = join(folder, `${manifestName}.lock`)
  await writeFile(lock, '{"host":"another","pid":1,"id":"x"}')
  const noted = createEvidence({ clock, appVersion }).note(folder, someNote('a.mp4'))
  await expect.poll(() => clock.waiting()).toBe(1)
  for (let waited = 0; waited < 9_000; waited += 3_000) {
    clock.advance(3_000)
    await expect.poll(() => clock.waiting()).toBe(1)
  }
  expect(await namesIn(folder)).toEqual([`${manifestName}.lock`])
  clock.advance(2_000)
  await noted
  expect(await namesIn(folder)).toEqual([manifestName])
})

test('a folder that is gone is said to be unusable, and the next append works when it is back', async () => {
  const folder = join(await temporaryFolder(), 'gone')
  const failed = { code: 'file:folder-unusable' }
  await expect(evidence.seal(someFacts(folder, 'video'))).rejects.toMatchObject(failed)
  await expect(evidence.note(folder, someNote('a.mp4'))).rejects.toMatchObject(failed)
  await mkdir(folder)
  await evidence.note(folder, someNote('a.mp4'))
  expect(checkManifest(await manifestOf(folder))).toMatchObject({ whole: true, entries: 1 })
})
