import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { anAgent, libraryFrom } from '../support/library-bench.ts'
import { madeMp4 } from '../support/made-mp4.ts'
import { answer, octets } from '../support/raw-answers.ts'
import { patiently } from '../support/patiently.ts'

const video = madeMp4(100_000)

async function signedIn() {
  const bench = await libraryFrom({
    handler: (_request, socket) => socket.end(answer({ headers: octets, body: video }))
  })
  await bench.opened.start()
  bench.opened.signedInAs(anAgent)
  return bench
}

test('a save that is paused in the same moment asks for nothing and leaves nothing', async () => {
  const bench = await signedIn()
  const [paused, other] = [bench.announce(1), bench.announce(2)]
  bench.opened.library.save(paused)
  bench.opened.library.hold(paused)
  bench.opened.library.save(other)
  await bench.reach(other, 'saved')
  expect(bench.find(paused).save.state).toBe('paused')
  expect(bench.server.requests).toHaveLength(1)
  expect((await readdir(bench.folder)).filter((name) => name.endsWith('.part'))).toEqual([])
  bench.opened.library.save(paused)
  await bench.reach(paused, 'saved')
})

describe('a part that could be continued', () => {
  const large = madeMp4(3_000_000)
  const ranged = { ...octets, 'Accept-Ranges': 'bytes', ETag: '"one"' }
  const parts = async (folder: string): Promise<string[]> =>
    (await readdir(folder)).filter((name) => name.endsWith('.part'))

  /** Sends so much of the video that it is worth keeping; then it stops, or hangs up. */
  async function sendsHalf(then: 'stops' | 'hangs up') {
    const bench = await libraryFrom({
      handler: (_request, socket) => {
        socket.write(answer({ headers: ranged, length: large.length }))
        socket.write(large.subarray(0, 2_000_000))
        if (then === 'hangs up') socket.end()
      }
    })
    await bench.opened.start()
    bench.opened.signedInAs(anAgent)
    const itemId = bench.announce()
    bench.opened.library.save(itemId)
    return { bench, itemId }
  }

  test('goes when the save is cancelled', async () => {
    const { bench, itemId } = await sendsHalf('stops')
    await patiently(async () => {
      const [name = ''] = await parts(bench.folder)
      expect((await stat(join(bench.folder, name))).size).toBeGreaterThan(1_500_000)
    })
    bench.opened.library.cancel(itemId)
    await bench.reach(itemId, 'cancelled')
    expect(await parts(bench.folder)).toEqual([])
  })

  test('goes when the save is given up', async () => {
    const { bench, itemId } = await sendsHalf('hangs up')
    await bench.reach(itemId, 'needs-attention')
    expect(await parts(bench.folder)).toEqual([])
  })

  test('stays when the save is paused, and goes when that is cancelled', async () => {
    const { bench, itemId } = await sendsHalf('stops')
    await patiently(async () => {
      const [name = ''] = await parts(bench.folder)
      expect((await stat(join(bench.folder, name))).size).toBeGreaterThan(1_500_000)
    })
    bench.opened.library.hold(itemId)
    await bench.reach(itemId, 'paused')
    expect(await parts(bench.folder)).toHaveLength(1)
    bench.opened.library.cancel(itemId)
    await bench.reach(itemId, 'cancelled')
    expect(await parts(bench.folder)).toEqual([])
  })
})

test('removing an item leaves alone what another item saved under its name', async () => {
  const bench = await signedIn()
  const first = bench.announce(1)
  bench.opened.library.save(first)
  const { save } = await bench.reach(first, 'saved')
  if (save.state !== 'saved') throw new Error('not saved')
  const path = join(bench.folder, save.file.fileName)
  await rm(path)
  bench.opened.library.save(first)
  const [second] = await patiently(() => {
    const saved = bench.items().filter((item) => item.save.state === 'saved')
    expect(saved).toHaveLength(2)
    return saved.filter(({ itemId }) => itemId !== first)
  })
  expect(second?.save).toMatchObject({ file: { fileName: save.file.fileName } })
  await bench.opened.savedFiles.remove([first], 'bin')
  expect(bench.items().map(({ itemId }) => itemId)).toEqual([second?.itemId])
  expect((await stat(path)).size).toBe(video.length)
  expect(await readdir(bench.folder)).toContain(`${save.file.fileName}.json`)
})
