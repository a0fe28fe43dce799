import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/main/library/database/open-database.ts'
import type { LibraryItem } from '../../src/shared/model/library.ts'
import { anAgent, libraryFrom, type LibraryBench } from '../support/library-bench.ts'
import { madeMp4 } from '../support/made-mp4.ts'
import { answer, octets } from '../support/raw-answers.ts'
import { recordEvent } from '../support/recording-events.ts'
import { mayMount, smallDisk, type SmallDisk } from './small-disk.ts'
import { patiently } from '../support/patiently.ts'

const video = madeMp4(50_000)

async function benchOn(disk: SmallDisk): Promise<LibraryBench> {
  return libraryFrom({
    root: disk.folder,
    handler: (_request, socket) => socket.end(answer({ headers: octets, body: video }))
  })
}

const names = (disk: SmallDisk): string[] => readdirSync(disk.folder).sort()

describe.skipIf(!mayMount())('a start on a full disk', () => {
  test('never sets the database aside, nor loses a row', async () => {
    const disk = await smallDisk(4)
    const first = await benchOn(disk)
    await first.opened.start()
    first.opened.signedInAs(anAgent)
    const itemId = first.announce()
    await first.close()
    disk.fill()
    const before = names(disk)
    try {
      const { database, setAside } = openDatabase(join(disk.folder, 'library.db'), '1')
      expect(setAside).toBeNull()
      database.close()
    } catch {
      // It may not open: it must still be there.
    }
    expect(names(disk)).toEqual(expect.arrayContaining(before))
    expect(names(disk).filter((name) => name.includes('set-aside'))).toEqual([])
    disk.empty()
    const next = await benchOn(disk)
    await next.opened.start()
    next.opened.signedInAs(anAgent)
    expect(next.find(itemId).save.state).toBe('not-saved')
  })

  test('shows what there is, and goes on by itself when there is room', async () => {
    const disk = await smallDisk(4)
    const first = await benchOn(disk)
    await first.opened.start()
    first.opened.signedInAs(anAgent)
    const [asked, known] = [first.announce(1), first.announce(2)]
    first.opened.signedInAs(null)
    first.opened.library.save(asked)
    await first.close()
    disk.fill()
    const next = await benchOn(disk)
    await next.opened.start()
    next.opened.signedInAs(anAgent)
    expect(next.items().map(({ itemId }) => itemId)).toEqual(expect.arrayContaining([asked, known]))
    disk.empty()
    await next.reach(asked, 'saved')
  })

  test('keeps the recordings that the gateway announces meanwhile, and when they came', async () => {
    const disk = await smallDisk(4)
    const bench = await benchOn(disk)
    await bench.opened.start()
    bench.opened.signedInAs(anAgent)
    disk.keepFull()
    const before = Date.now()
    let n = 0
    // Some may still find room in what the database has.
    while (bench.opened.library.pause === null && n < 5_000) {
      n += 1
      bench.opened.handle(recordEvent({ taskId: n, fileName: `Y:/${n}.mp4`, callId: `call-${n}` }))
    }
    const after = Date.now()
    expect(bench.opened.library.pause).toMatchObject({ by: 'no-space' })
    disk.empty()
    const { startedAt } = await patiently(() => itemOf(bench, n))
    expect(startedAt).toBeGreaterThanOrEqual(before)
    expect(startedAt).toBeLessThanOrEqual(after)
  })
})

function itemOf({ items }: LibraryBench, n: number): LibraryItem {
  const item = items().find(({ callId }) => callId === `call-${n}`)
  if (item === undefined) throw new Error('It was not noted')
  return item
}
