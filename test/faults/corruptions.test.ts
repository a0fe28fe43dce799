import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { ownerOf, type ItemRow } from '../../src/main/library/items/item-row.ts'
import { untouched } from '../../src/main/library/items/recording-events.ts'
import { libraryPage } from '../../src/shared/model/library.ts'
import { createRandom, type Random } from './random.ts'
import { anAgent, bareLibrary } from '../support/bare-library.ts'
import { temporaryFolder } from '../support/folders.ts'
import { openStore } from '../support/open-store.ts'
import { records } from '../support/save-records.ts'

const corruptions = 400
const rowsAtFirst = 150

const row = (n: number): ItemRow => ({
  ...untouched,
  ...{ itemId: `00000000-0000-4000-8000-${String((n * 7_919) % 10_007).padStart(12, '0')}` },
  ...{ owner: ownerOf(anAgent.host, anAgent.agentId), agentId: '1001', host: anAgent.host },
  ...{ callId: `1552524689-${String(n)}`, media: 'video', knownBy: 'event' },
  ...{ key: `Y:/1/0/20201202/503/${String(n)}.mp4`, taskId: String(n), startedAt: 1_000 * n },
  remote: { via: 'path', recordId: `Y:/1/0/20201202/503/${String(n)}.mp4`, locationId: '256' },
  ...(n % 3 === 0 ? { save: records.saved } : {}),
  ...(n % 10 === 1 ? { save: records.paused, position: n } : {}),
  tags: n % 5 === 0 ? ['dispute'] : []
})

/** What a disk, a sync program or a crash may make of a file. */
function corrupted(bytes: Buffer, random: Random): Buffer {
  const at = random.whole(0, bytes.length - 1)
  const some = random.one([1, 1, 4, 64, 512, 4_096])
  const length = Math.min(some, bytes.length - at)
  const hurt = Buffer.from(bytes)
  const kind = random.one(['bit', 'noise', 'noise', 'zeros', 'moved', 'cut'] as const)
  if (kind === 'bit') hurt.writeUInt8(hurt.readUInt8(at) ^ (1 << random.whole(0, 7)), at)
  if (kind === 'noise') for (let n = 0; n < length; n += 1) hurt[at + n] = random.whole(0, 255)
  if (kind === 'zeros') hurt.fill(0, at, at + length)
  if (kind === 'moved') bytes.copy(hurt, at, random.whole(0, bytes.length - length))
  return kind === 'cut' ? hurt.subarray(0, at) : hurt
}

async function made(): Promise<Buffer> {
  const path = join(await temporaryFolder(), 'library.db')
  const store = openStore(path)
  store.put(...Array.from({ length: rowsAtFirst }, (_, n) => row(n)))
  store.close()
  return readFileSync(path)
}

/** A start of the app on that file, and what an agent does with the library then. */
async function worksWith(root: string): Promise<{ rows: number; setAside: boolean }> {
  const library = bareLibrary({ root, server: { origin: 'https://127.0.0.1:9', ca: [] } })
  const { opened, bugs } = library
  try {
    opened.signedInAs(anAgent)
    await opened.start()
    expect(opened.feed.view().unavailable).toBeNull()
    const page = v.parse(libraryPage, opened.library.page(null))
    const [first] = page.items
    if (first !== undefined) {
      opened.savedFiles.describe({ itemId: first.itemId, note: 'seen' })
      expect(opened.library.page(null).items[0]?.note).toBe('seen')
    }
    const added = opened.library.addByRecordId({
      recordId: 'Y:/new',
      locationId: null,
      callId: null
    })
    expect(opened.library.page(null).items.map(({ itemId }) => itemId)).toContain(added.itemId)
    opened.library.cancel(added.itemId)
    opened.library.lastUnsavedVideo()
    opened.signedInAs(null)
    expect(bugs).toEqual([])
    const setAside = readdirSync(root).some((name) => name.includes('set-aside'))
    expect(opened.feed.view().rebuilt !== null).toBe(setAside)
    return { rows: page.items.length, setAside }
  } finally {
    await library.close()
  }
}

test(
  `each of ${String(corruptions)} corruptions ends sound, or set aside and rebuilt, and the list works`,
  { timeout: 300_000 },
  async () => {
    const bytes = await made()
    const root = await temporaryFolder()
    let kept = 0
    for (let seed = 1; seed <= corruptions; seed += 1) {
      const folder = join(root, String(seed))
      mkdirSync(folder)
      const file = join(folder, 'library.db')
      const hurt = corrupted(bytes, createRandom(seed))
      writeFileSync(file, hurt)
      try {
        const { rows, setAside } = await worksWith(folder)
        kept += rows
        const aside = readdirSync(folder).filter((name) => /set-aside-\d+$/.test(name))
        expect(aside.length).toBe(setAside ? 1 : 0)
      } catch (thrown) {
        throw new Error(`corruption ${String(seed)}`, { cause: thrown })
      }
    }
    // What came through without any evidence file: 0.75, as whole ends of files were cut off.
    expect(kept / (corruptions * rowsAtFirst)).toBeGreaterThan(0.7)
  }
)
