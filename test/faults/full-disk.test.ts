import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'
import { describe, expect, test } from 'vitest'
import type { LibraryItem } from '../../src/shared/model/library.ts'
import { namesIn, sha256 } from '../support/folders.ts'
import { anAgent, libraryFrom, type LibraryBench } from '../support/library-bench.ts'
import { madeMp4 } from '../support/made-mp4.ts'
import { answer, octets } from '../support/raw-answers.ts'
import { openAppSettings } from './app-settings.ts'
import { createRandom } from './random.ts'
import { readRows } from './read-rows.ts'
import { report } from './report.ts'
import { times } from './size.ts'
import { mayMount, smallDisk, type SmallDisk } from './small-disk.ts'
import { patiently } from '../support/patiently.ts'

const video = madeMp4(3_000_000)
const runs = times(10, 200)
/** What an answer to the screens may take while the disk is full. */
const pageMs = 100

interface Scene {
  readonly disk: SmallDisk
  bench: LibraryBench
  /** The answer that stands still halfway. */
  socket: TLSSocket | null
  /** How long each page took, in milliseconds. */
  readonly pages: number[]
}

async function scene(): Promise<Scene> {
  const disk = await smallDisk(24)
  // The handler is there before the scene is.
  const holder: { scene: Scene | null } = { scene: null }
  const bench = await libraryFrom({
    root: disk.folder,
    handler: (_request, socket) => {
      socket.write(answer({ headers: octets, length: video.length }))
      socket.write(video.subarray(0, 2_000_000))
      if (holder.scene !== null) holder.scene.socket = socket
    }
  })
  await bench.opened.start()
  bench.opened.signedInAs(anAgent)
  holder.scene = { disk, bench, socket: null, pages: [] }
  return holder.scene
}

/** The screens ask all the time. */
function look(on: Scene): readonly LibraryItem[] {
  const begun = performance.now()
  const { items } = on.bench.opened.library.page(null)
  on.pages.push(performance.now() - begun)
  return items
}

async function halfway(on: Scene): Promise<TLSSocket> {
  return patiently(async () => {
    look(on)
    const names = await namesIn(on.bench.folder)
    const part = names.find((name) => name.endsWith('.part')) ?? ''
    const { length } = await readFile(join(on.bench.folder, part))
    if (on.socket === null || length < 1_000_000) throw new Error('not yet')
    return on.socket
  })
}

async function pausedByTheDisk(on: Scene): Promise<void> {
  await patiently(async () => {
    look(on)
    expect(on.bench.opened.library.pause).toMatchObject({ by: 'no-space' })
    expect((await namesIn(on.bench.folder)).filter((name) => name.endsWith('.part'))).toEqual([])
  })
}

/** Both are read with fresh eyes, as the next start would. */
async function stillReadable(on: Scene, itemId: string): Promise<void> {
  const settings = await openAppSettings(on.disk.folder)
  expect(settings.raw['n']).toBeTypeOf('number')
  const { rows, faults } = readRows(join(on.disk.folder, 'library.db'))
  expect(faults).toEqual([])
  expect(rows.map((row) => row.itemId)).toContain(itemId)
}

/** One way to meet a full disk; the file has to be saved by itself once there is room. */
async function meet(
  on: Scene,
  n: number,
  way: { greedy: boolean; restart: boolean }
): Promise<void> {
  const settings = await openAppSettings(on.disk.folder)
  settings.write({ n, padding: 'x'.repeat(2_000) })
  on.socket = null
  const itemId = on.bench.announce(n)
  on.bench.opened.library.save(itemId)
  const socket = await halfway(on)
  if (way.greedy) on.disk.keepFull()
  else on.disk.fill()
  socket.write(video.subarray(2_000_000))
  await pausedByTheDisk(on)
  if (!way.greedy) on.disk.keepFull()
  try {
    settings.write({ n: n + 1, padding: 'y'.repeat(3_000) })
  } catch {
    // It says so; what matters is what is there afterwards.
  }
  await stillReadable(on, itemId)
  if (way.restart) await startAgain(on)
  on.disk.empty()
  await end(on, itemId)
}

/** The app is closed and opened while the disk is full. */
async function startAgain(on: Scene): Promise<void> {
  await on.bench.close()
  const { server } = on.bench
  const bench = await libraryFrom({ handler: () => undefined, root: on.disk.folder, server })
  on.bench = { ...bench, server }
  await bench.opened.start()
  expect(bench.opened.feed.view().rebuilt).toBeNull()
  bench.opened.signedInAs(anAgent)
}

async function end(on: Scene, itemId: string): Promise<void> {
  const answers = setInterval(() => {
    look(on)
    const { socket } = on
    on.socket = null
    socket?.write(video.subarray(2_000_000))
  }, 5)
  on.socket = null
  const { save } = await on.bench.reach(itemId, 'saved').finally(() => {
    clearInterval(answers)
  })
  if (save.state !== 'saved') throw new Error('not saved')
  expect(sha256(await readFile(join(on.bench.folder, save.file.fileName)))).toBe(sha256(video))
  await on.bench.opened.savedFiles.remove([itemId], 'bin')
}

describe.skipIf(!mayMount())('a disk that fills up', () => {
  test(`A9, D23: ${runs} times, halfway through a file`, async () => {
    const on = await scene()
    const seed = Date.now() % 1_000_000
    const random = createRandom(seed)
    const begun = performance.now()
    for (let run = 1; run <= runs; run += 1) {
      const way = { greedy: random.chance(0.5), restart: random.chance(0.3) }
      await meet(on, run, way).catch((thrown: unknown) => {
        throw new Error(`run ${run} of seed ${seed} (${JSON.stringify(way)})`, { cause: thrown })
      })
    }
    const seconds = Math.round((performance.now() - begun) / 1_000)
    // The slowest of them tell how busy the machine was with something else.
    const pages = on.pages.sort((a, b) => a - b)
    const [p99 = 0] = pages.slice(Math.floor(pages.length * 0.99))
    report(
      `full disk: ${runs} times, seed ${seed}, 0 files corrupt, ` +
        `p99 of ${pages.length} pages ${p99.toFixed(1)} ms, ${seconds} s`
    )
    expect(p99).toBeLessThan(pageMs)
  }, 1_200_000)
})
