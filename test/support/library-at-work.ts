import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { LibraryWork, SavedFile } from '../../src/shared/model/library.ts'
import { anAgent, libraryFrom, type LibraryBench } from './library-bench.ts'
import { madeMp4 } from './made-mp4.ts'
import { patiently } from './patiently.ts'
import { answer } from './raw-answers.ts'
import type { RawHandler } from './raw-server.ts'

const stream = { 'Content-Type': 'application/octet-stream;charset=utf-8' }
/** What the server answers to every download. */
export const video = madeMp4(50_000)
const handler: RawHandler = (_request, socket) => {
  socket.end(answer({ headers: stream, body: video }))
}
export const dayMs = 24 * 3_600_000

/** A library that has started, with agent 1001 signed in. */
export async function atWork(
  options: Partial<Parameters<typeof libraryFrom>[0]> = {}
): Promise<LibraryBench> {
  const bench = await libraryFrom({ handler, ...options })
  await bench.opened.start()
  bench.opened.signedInAs(anAgent)
  return bench
}

/** A recording that is announced and saved. */
export async function saved(
  bench: LibraryBench,
  n = 1
): Promise<{ itemId: string; file: SavedFile }> {
  const itemId = bench.announce(n)
  bench.opened.library.save(itemId)
  const { save } = await bench.reach(itemId, 'saved')
  if (save.state !== 'saved') throw new Error('It was not saved')
  return { itemId, file: save.file }
}

/** What the last look at a saved file found. */
export const checkOf = (bench: LibraryBench, itemId: string): string | null => {
  const { save } = bench.find(itemId)
  return save.state === 'saved' ? save.file.check : null
}

export const manifestOf = (bench: LibraryBench): string =>
  readFileSync(join(bench.folder, 'callside-manifest.jsonl'), 'utf8')

/** Waits until a verification is done, and gives what it found. */
export const verified = (bench: LibraryBench): Promise<LibraryWork | null> =>
  patiently(() => {
    const { verification } = bench.opened.feed.view()
    expect(verification?.state).toBe('done')
    return verification
  })
