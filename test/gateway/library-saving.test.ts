import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { namesIn, sha256 } from '../support/folders.ts'
import { anAgent, libraryFrom } from '../support/library-bench.ts'
import { madeMp4 } from '../support/made-mp4.ts'
import { answer, no } from '../support/raw-answers.ts'
import { patiently } from '../support/patiently.ts'

const stream = { 'Content-Type': 'application/octet-stream;charset=utf-8' }
const video = madeMp4(300_000)

describe('saving a recording', () => {
  test('brings the whole file under its name, with its evidence beside it', async () => {
    const bench = await libraryFrom({
      handler: (_request, socket) => socket.end(answer({ headers: stream, body: video }))
    })
    await bench.opened.start()
    bench.opened.signedInAs(anAgent)
    const itemId = bench.announce()
    bench.opened.library.save(itemId)
    const { save } = await bench.reach(itemId, 'saved')
    if (save.state !== 'saved') throw new Error('not saved')
    expect(save.file).toMatchObject({
      bytes: video.length,
      sha256: sha256(video),
      lengthProof: 'content-length'
    })
    expect(sha256(await readFile(join(bench.folder, save.file.fileName)))).toBe(sha256(video))
    expect(await namesIn(bench.folder)).toEqual([
      save.file.fileName,
      `${save.file.fileName}.json`,
      'callside-manifest.jsonl'
    ])
    expect(bench.told.map(({ name }) => name)).toEqual([
      'recording-started',
      'recording-stopped',
      'video-saved'
    ])
    expect(bench.bugs).toEqual([])
  })

  test('tries again by itself after a cut, and only so often', async () => {
    let asked = 0
    const bench = await libraryFrom({
      handler: (_request, socket) => {
        asked += 1
        if (asked < 3) {
          socket.write(
            answer({ headers: stream, body: video.subarray(0, 1_000), length: video.length })
          )
          socket.end()
        } else socket.end(answer({ headers: stream, body: video }))
      }
    })
    await bench.opened.start()
    bench.opened.signedInAs(anAgent)
    const itemId = bench.announce()
    bench.opened.library.save(itemId)
    await bench.reach(itemId, 'saved')
    expect(asked).toBe(3)
  })

  test('leaves a refusal to the agent, at once and without another try', async () => {
    let asked = 0
    const bench = await libraryFrom({
      handler: (_request, socket) => {
        asked += 1
        socket.end(no('108-001', 'no file'))
      }
    })
    await bench.opened.start()
    bench.opened.signedInAs(anAgent)
    const itemId = bench.announce()
    bench.opened.library.save(itemId)
    const { save } = await bench.reach(itemId, 'needs-attention')
    expect(save).toMatchObject({
      problem: { code: 'gateway-refused', retcode: '108-001' },
      canFinish: false
    })
    expect(asked).toBe(1)
    expect(await namesIn(bench.folder)).toEqual([])
  })

  test('waits for the sign-in, and goes on by itself after it', async () => {
    const bench = await libraryFrom({
      handler: (_request, socket) => socket.end(answer({ headers: stream, body: video }))
    })
    await bench.opened.start()
    bench.opened.signedInAs(anAgent)
    const itemId = bench.announce()
    bench.opened.signedInAs(null)
    bench.opened.library.save(itemId)
    expect(bench.find(itemId).save.state).toBe('waiting-sign-in')
    bench.opened.signedInAs(anAgent)
    await bench.reach(itemId, 'saved')
  })

  test('is cancelled, paused and resumed without a trace on the disk', async () => {
    const hold = { open: true }
    const bench = await libraryFrom({
      handler: (_request, socket) => {
        if (hold.open)
          socket.write(
            answer({ headers: stream, body: video.subarray(0, 1_000), length: video.length })
          )
        else socket.end(answer({ headers: stream, body: video }))
      }
    })
    await bench.opened.start()
    bench.opened.signedInAs(anAgent)
    const [first, second] = [bench.announce(1), bench.announce(2)]
    bench.opened.library.save(first)
    bench.opened.library.save(second)
    await patiently(() => {
      expect(bench.server.requests).toHaveLength(2)
    })
    bench.opened.library.cancel(first)
    bench.opened.library.hold(second)
    await bench.reach(first, 'cancelled')
    await bench.reach(second, 'paused')
    expect(await namesIn(bench.folder)).toEqual([])
    hold.open = false
    bench.opened.library.save(second)
    await bench.reach(second, 'saved')
  })
})

test('a gateway that the session cannot reach costs no try; the save goes on when it is back', async () => {
  let asked = 0
  const lost = { tell: (): void => undefined }
  const bench = await libraryFrom({
    handler: (_request, socket) => {
      asked += 1
      if (asked > 1) {
        socket.end(answer({ headers: stream, body: video }))
        return
      }
      // The poll notices first: it is always under way.
      lost.tell()
      socket.destroy()
    }
  })
  lost.tell = () => {
    bench.opened.library.reached(false)
  }
  await bench.opened.start()
  bench.opened.signedInAs(anAgent)
  const [first, second] = [bench.announce(1), bench.announce(2)]
  bench.opened.library.save(first)
  await patiently(() => {
    expect(asked).toBe(1)
  })
  await bench.reach(first, 'queued')
  bench.opened.library.save(second)
  expect(bench.find(second).save.state).toBe('queued')
  expect(asked).toBe(1)
  expect(bench.opened.library.pause).toEqual({ by: 'gateway' })
  bench.opened.library.reached(true)
  expect(bench.opened.library.pause).toBeNull()
  await bench.reach(first, 'saved')
  await bench.reach(second, 'saved')
})
