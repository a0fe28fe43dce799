import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sha256 } from '../support/folders.ts'
import { anAgent, libraryFrom } from '../support/library-bench.ts'
import { madeMp4 } from '../support/made-mp4.ts'
import { answer, octets } from '../support/raw-answers.ts'
import type { RawHandler } from '../support/raw-server.ts'
import { patiently } from '../support/patiently.ts'

const MiB = 1024 * 1024
const [before, after] = [madeMp4(2 * MiB, 1), madeMp4(2 * MiB, 2)]
const headers = (etag: string) => ({ ...octets, 'Accept-Ranges': 'bytes', ETag: etag })

/**
 * A gateway of several machines that hold different states of one recording, of the same length: the
 * first answer breaks off, the second begins anew with the other state and stops, and from then on
 * the first state is there again, with ranges.
 */
function twoStates(): RawHandler {
  let asked = 0
  return ({ headers: { range } }, socket) => {
    asked += 1
    const length = before.length
    if (asked === 1) {
      const body = before.subarray(0, 1.2 * MiB)
      socket.end(answer({ headers: headers('"one"'), body, length }))
    } else if (asked === 2) {
      const body = after.subarray(0, 1.6 * MiB)
      socket.write(answer({ headers: headers('"two"'), body, length }))
    } else {
      const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0)
      const partial = { 'Content-Range': `bytes ${from}-${length - 1}/${length}` }
      const more = from === 0 ? {} : { status: 206, headers: { ...headers('"one"'), ...partial } }
      socket.end(answer({ headers: headers('"one"'), body: before.subarray(from), ...more }))
    }
  }
}

test('D42: after a crash no part is continued that a second answer had begun anew', async () => {
  const handler = twoStates()
  const crashed = await libraryFrom({ handler })
  await crashed.opened.start()
  crashed.opened.signedInAs(anAgent)
  const itemId = crashed.announce()
  crashed.opened.library.save(itemId)
  await patiently(async () => {
    const names = await readdir(crashed.folder)
    const part = names.find((name) => name.endsWith('.part'))
    const bytes = part === undefined ? null : await readFile(join(crashed.folder, part))
    expect(crashed.server.requests).toHaveLength(2)
    expect(bytes?.subarray(0, MiB).equals(after.subarray(0, MiB))).toBe(true)
    expect(bytes?.length).toBeGreaterThan(1.22 * MiB)
  })
  // The first library stands still here, as one that was killed; the second finds what it left.
  const next = await libraryFrom({ handler, root: crashed.root, server: crashed.server })
  await next.opened.start()
  next.opened.signedInAs(anAgent)
  const { save } = await next.reach(itemId, 'saved')
  if (save.state !== 'saved') throw new Error('not saved')
  const saved = await readFile(join(next.folder, save.file.fileName))
  expect([sha256(before), sha256(after)]).toContain(sha256(saved))
})
