import { execFileSync } from 'node:child_process'
import { rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'
import { describe, expect, test } from 'vitest'
import { namesIn } from '../support/folders.ts'
import { anAgent, libraryFrom } from '../support/library-bench.ts'
import { madeMp4 } from '../support/made-mp4.ts'
import { answer, octets } from '../support/raw-answers.ts'
import { mayMount, smallDisk } from './small-disk.ts'
import { patiently } from '../support/patiently.ts'

const video = madeMp4(3_000_000)

/** A video that stands still halfway the first time, and comes whole from then on. */
async function halfway(root?: string) {
  const first: TLSSocket[] = []
  const bench = await libraryFrom({
    ...(root === undefined ? {} : { root }),
    handler: (_request, socket) => {
      if (first.push(socket) > 1) socket.end(answer({ headers: octets, body: video }))
      else socket.write(answer({ headers: octets, length: video.length }))
      if (first.length === 1) socket.write(video.subarray(0, 1_000_000))
    }
  })
  await bench.opened.start()
  bench.opened.signedInAs(anAgent)
  const go = (): void => {
    const [socket] = first
    if (socket === undefined) throw new Error('nobody has asked for it')
    socket.end(video.subarray(1_000_000))
  }
  return { bench, go }
}

const parts = async (folder: string): Promise<string[]> =>
  (await namesIn(folder)).filter((name) => name.endsWith('.part'))

test('D25: a folder that goes away midway holds the queue back until it is there again', async () => {
  const { bench, go } = await halfway()
  const itemId = bench.announce()
  bench.opened.library.save(itemId)
  await patiently(async () => {
    const [part = 'none yet'] = await parts(bench.folder)
    // The part is made before the gateway is asked.
    expect((await stat(join(bench.folder, part))).size).toBeGreaterThan(0)
  })
  await rename(bench.folder, `${bench.folder}-unplugged`)
  go()
  await patiently(() => {
    expect(bench.opened.library.pause).toMatchObject({ by: 'folder' })
    expect(bench.find(itemId).save.state).toBe('queued')
  })
  await rename(`${bench.folder}-unplugged`, bench.folder)
  await bench.reach(itemId, 'saved')
  await bench.close()
  // What the drive took away with it goes with the next start, if not before.
  const next = await libraryFrom({ root: bench.root, handler: () => undefined })
  await next.opened.start()
  await patiently(async () => {
    expect(await parts(bench.folder)).toEqual([])
  })
})

describe.skipIf(!mayMount())('a disk', () => {
  test('D22: without room for the file is said before its first byte, with what it needs', async () => {
    const disk = await smallDisk(2)
    const { bench } = await halfway(disk.folder)
    const itemId = bench.announce()
    bench.opened.library.save(itemId)
    await patiently(() => {
      const wanted = { by: 'no-space', neededBytes: video.length }
      expect(bench.opened.library.pause).toMatchObject(wanted)
      expect(bench.find(itemId).save.state).toBe('queued')
    })
    expect(await namesIn(bench.folder)).toEqual([])
    execFileSync('mount', ['-o', 'remount,size=16m', disk.folder])
    await bench.reach(itemId, 'saved')
  })

  test('D26: that may not be written to is said within a second, and used once it may', async () => {
    const disk = await smallDisk(16)
    // Only the folder of the videos: the database lies elsewhere.
    const { bench } = await halfway()
    bench.settings.now = { ...bench.settings.now, saveFolder: disk.folder }
    execFileSync('mount', ['-o', 'remount,ro', disk.folder])
    const itemId = bench.announce()
    const begun = performance.now()
    bench.opened.library.save(itemId)
    await patiently(() => {
      const code = 'file:folder-unusable'
      expect(bench.opened.library.pause).toMatchObject({ by: 'folder', problem: { code } })
    })
    expect(performance.now() - begun).toBeLessThan(1_000)
    expect(bench.server.requests).toHaveLength(0)
    execFileSync('mount', ['-o', 'remount,rw', disk.folder])
    await patiently(() => {
      expect(bench.server.requests).toHaveLength(1)
    })
  })
})
