import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../support/folders.ts'
import { anAgent, libraryFrom, type LibraryBench } from '../support/library-bench.ts'
import { madeMp4 } from '../support/made-mp4.ts'
import { patiently } from '../support/patiently.ts'
import { answer, octets } from '../support/raw-answers.ts'
import type { RawHandler } from '../support/raw-server.ts'
import { recordEvent, stopEvent } from '../support/recording-events.ts'

const video = madeMp4(50_000)
const whole: RawHandler = (_request, socket) => {
  socket.end(answer({ headers: octets, body: video }))
}

const names = ({ told }: LibraryBench): string[] => told.map(({ name }) => name)

/** A folder in which a library saved one video, and knows of another. */
async function used(): Promise<{ root: string; saved: string; known: string }> {
  const root = await temporaryFolder()
  const bench = await libraryFrom({ root, handler: whole })
  await bench.opened.start()
  bench.opened.signedInAs(anAgent)
  const [saved, known] = [bench.announce(1), bench.announce(2)]
  bench.opened.library.save(saved)
  await bench.reach(saved, 'saved')
  bench.opened.savedFiles.describe({ itemId: saved, tags: ['dispute'] })
  await bench.close()
  return { root, saved, known }
}

/** Another program that holds the database. */
function holding(root: string): { letGo: () => void } {
  const other = new DatabaseSync(join(root, 'library.db'))
  other.exec('BEGIN EXCLUSIVE')
  const letGo = (): void => {
    if (other.isOpen) other.close()
  }
  onTestFinished(letGo)
  return { letGo }
}

test('a locked database: everything else works, and it comes back by itself', async () => {
  const { root, saved } = await used()
  const lock = holding(root)
  const bench = await libraryFrom({ root, handler: whole })
  const { opened } = bench
  await opened.start()
  opened.signedInAs(anAgent)
  const file = join(root, 'library.db')
  expect(opened.feed.view().unavailable).toMatchObject({ reason: 'locked', file })
  expect(opened.feed.view().mayAdd).toBe(true)
  expect(opened.library.lastUnsavedVideo()).toBeNull()
  const refused: unknown = expect.objectContaining({ code: 'library-unavailable' })
  expect(() => opened.library.page(null)).toThrow(refused)
  expect(() => {
    opened.library.save(saved)
  }).toThrow(refused)
  await expect(opened.savedFiles.find(saved)).rejects.toEqual(refused)
  // What the gateway announces meanwhile is kept, and when it came.
  const before = Date.now()
  opened.handle(recordEvent({ taskId: 7, fileName: 'Y:/7.mp4', callId: 'call-7' }))
  opened.handle(stopEvent(7))
  const after = Date.now()
  lock.letGo()
  const { startedAt, stoppedAt } = await patiently(() => {
    const item = bench.items().find(({ callId }) => callId === 'call-7')
    if (item === undefined) throw new Error('It was not noted yet')
    return item
  })
  expect(startedAt).toBeGreaterThanOrEqual(before)
  expect(stoppedAt).toBeLessThanOrEqual(after)
  expect(opened.feed.view().unavailable).toBeNull()
  expect(bench.find(saved).tags).toEqual(['dispute'])
  expect(names(bench).filter((name) => name.startsWith('library-'))).toEqual([
    ...['library-unavailable', 'library-back']
  ])
  expect(bench.bugs).toEqual([])
})

test('an agent who tries again is told whether it helped, and a save goes on from there', async () => {
  const { root, known } = await used()
  const lock = holding(root)
  const bench = await libraryFrom({ root, handler: whole, diskLookMs: 3_600_000 })
  await bench.opened.start()
  bench.opened.signedInAs(anAgent)
  expect(bench.opened.database.tryAgain()).toBe(false)
  lock.letGo()
  expect(bench.opened.database.tryAgain()).toBe(true)
  bench.opened.library.save(known)
  await bench.reach(known, 'saved')
})

test('a folder in its place is set aside, and the library read back from the evidence', async () => {
  const { root, saved } = await used()
  renameSync(join(root, 'library.db'), join(root, 'elsewhere.db'))
  mkdirSync(join(root, 'library.db', 'with-something-in-it'), { recursive: true })
  const bench = await libraryFrom({ root, handler: whole })
  await bench.opened.start()
  bench.opened.signedInAs(anAgent)
  const { epoch, unavailable } = bench.opened.feed.view()
  expect(unavailable?.reason).toBe('not-a-file')
  bench.opened.database.setAside()
  await bench.reach(saved, 'saved')
  const view = bench.opened.feed.view()
  expect(view).toMatchObject({ unavailable: null, rebuilt: { items: 1 } })
  expect(view.epoch).not.toBe(epoch)
  const aside = view.rebuilt?.setAside ?? ''
  expect(readdirSync(join(root, aside))).toEqual(['with-something-in-it'])
  expect(names(bench)).toContain('library-rebuilt')
})

test('what is lost or doubtful in a damaged file comes from the evidence, the rest from the file', async () => {
  const { root, saved, known } = await used()
  const other = new DatabaseSync(join(root, 'library.db'))
  const hash = `json_set(save, '$.file.sha256', '${'0'.repeat(64)}')`
  other.exec(`UPDATE item SET save = ${hash} WHERE state = 'saved'; DROP INDEX item_by_key`)
  other.close()
  const bench = await libraryFrom({ root, handler: whole })
  await bench.opened.start()
  bench.opened.signedInAs(anAgent)
  expect(bench.find(known).save.state).toBe('not-saved')
  const { save, tags } = bench.find(saved)
  expect(save).toMatchObject({ state: 'saved', file: { bytes: video.length } })
  expect(save.state === 'saved' && save.file.sha256).not.toBe('0'.repeat(64))
  expect(tags).toEqual(['dispute'])
  expect(bench.opened.feed.view().rebuilt).toMatchObject({ items: 2 })
})

test('damage that is found while a transfer runs: it ends saved, and nobody’s sign-in fails', async () => {
  const release = { now: (): void => undefined }
  const bench = await libraryFrom({
    handler: (_request, socket) => {
      const reply = answer({ headers: octets, body: video })
      socket.write(reply.subarray(0, reply.length - 1_000))
      release.now = () => socket.end(reply.subarray(reply.length - 1_000))
    }
  })
  const { opened, root } = bench
  await opened.start()
  opened.signedInAs(anAgent)
  const itemId = bench.announce(1)
  opened.library.save(itemId)
  await bench.reach(itemId, 'downloading')
  hurt(join(root, 'library.db'))
  opened.signedInAs(null)
  opened.signedInAs(anAgent)
  await patiently(() => {
    expect(opened.feed.view().rebuilt).not.toBeNull()
  })
  release.now()
  await bench.reach(itemId, 'saved')
  expect(bench.bugs).toEqual([])
  expect(readdirSync(bench.folder).filter((name) => name.endsWith('.part'))).toEqual([])
})

/** Every page but the first is overwritten under the open app, which has none of them in mind any more. */
function hurt(path: string): void {
  const other = new DatabaseSync(path)
  other.exec("INSERT INTO mark VALUES ('other', ''); PRAGMA wal_checkpoint(TRUNCATE)")
  other.close()
  const bytes = readFileSync(path)
  bytes.fill(0xff, 4_096)
  writeFileSync(path, bytes)
}
