import type { TLSSocket } from 'node:tls'
import { describe, expect, test } from 'vitest'
import { namesIn } from '../support/folders.ts'
import { anAgent, libraryFrom, type LibraryBenchOptions } from '../support/library-bench.ts'
import { madeMp4 } from '../support/made-mp4.ts'
import { answer, octets } from '../support/raw-answers.ts'
import { patiently } from '../support/patiently.ts'

const video = madeMp4(300_000)

/** A gateway whose answers stand still halfway until they are let go. */
async function standing(options: Omit<LibraryBenchOptions, 'handler'> = {}) {
  const waiting: TLSSocket[] = []
  const state = { open: false }
  const bench = await libraryFrom({
    ...options,
    handler: (_request, socket) => {
      if (state.open) {
        socket.end(answer({ headers: octets, body: video }))
        return
      }
      socket.write(answer({ headers: octets, length: video.length }))
      socket.write(video.subarray(0, 100_000))
      waiting.push(socket)
    }
  })
  await bench.opened.start()
  bench.opened.signedInAs(anAgent)
  const letGo = (): void => {
    state.open = true
    for (const socket of waiting.splice(0)) socket.end(video.subarray(100_000))
  }
  const asked = (times: number): Promise<void> =>
    patiently(() => {
      expect(waiting).toHaveLength(times)
    })
  return { bench, letGo, asked }
}

const guids = (requests: readonly { headers: Readonly<Record<string, string>> }[]): string[] =>
  requests.map(({ headers }) => (headers['guid'] ?? '').slice(0, 3))

describe('the Guid of a queue', () => {
  test('D19: that expired while a row waited: the row begins with the newest', async () => {
    const { bench, letGo, asked } = await standing({ settings: { videosAtOnce: 1 } })
    const [first, second] = [bench.announce(1), bench.announce(2)]
    bench.opened.library.save(first)
    bench.opened.library.save(second)
    await asked(1)
    bench.gateway.rotate(2)
    bench.gateway.rotate(3)
    letGo()
    await bench.reach(second, 'saved')
    expect(guids(bench.server.requests)).toEqual(['111', '333'])
  })

  test('D20: that rotates midway changes nothing for what runs', async () => {
    const { bench, letGo, asked } = await standing()
    const itemId = bench.announce()
    bench.opened.library.save(itemId)
    await asked(1)
    bench.gateway.rotate(2)
    letGo()
    await bench.reach(itemId, 'saved')
    expect(bench.server.requests).toHaveLength(1)
  })
})

describe('D21: a sign-in that ends in the middle of a queue', () => {
  test('lets what runs come to its end, and the rest wait for the next one', async () => {
    const { bench, letGo, asked } = await standing({ settings: { videosAtOnce: 1 } })
    const [first, second] = [bench.announce(1), bench.announce(2)]
    bench.opened.library.save(first)
    bench.opened.library.save(second)
    await asked(1)
    bench.opened.signedInAs(null)
    expect(bench.find(second).save.state).toBe('waiting-sign-in')
    letGo()
    await bench.reach(first, 'saved')
    expect(bench.server.requests).toHaveLength(1)
    bench.opened.signedInAs(anAgent)
    await bench.reach(second, 'saved')
  })

  test('costs no try where what ran fails by it', async () => {
    const { bench, letGo, asked } = await standing()
    const itemId = bench.announce()
    bench.opened.library.save(itemId)
    await asked(1)
    bench.opened.signedInAs(null)
    for (const { reset } of bench.server.requests) reset()
    await bench.reach(itemId, 'waiting-sign-in')
    expect(await namesIn(bench.folder)).toEqual([])
    letGo()
    bench.opened.signedInAs(anAgent)
    await bench.reach(itemId, 'saved')
  })

  test('never runs a row for another agent', async () => {
    const { bench, letGo, asked } = await standing({ settings: { videosAtOnce: 1 } })
    const [first, second] = [bench.announce(1), bench.announce(2)]
    bench.opened.library.save(first)
    bench.opened.library.save(second)
    await asked(1)
    bench.opened.signedInAs(null)
    bench.opened.signedInAs({ ...anAgent, agentId: '1002' })
    expect(bench.items()).toEqual([])
    letGo()
    await patiently(async () => {
      expect((await namesIn(bench.folder)).filter((name) => name.endsWith('.mp4'))).toHaveLength(1)
    })
    expect(bench.server.requests).toHaveLength(1)
    bench.opened.signedInAs(anAgent)
    await bench.reach(second, 'saved')
  })
})

test('D36: a quit midway leaves the row in the queue; it goes on after the next sign-in', async () => {
  const { bench, asked } = await standing()
  const itemId = bench.announce()
  bench.opened.library.save(itemId)
  await asked(1)
  await bench.close()
  expect(await namesIn(bench.folder)).toEqual([])
  const next = await libraryFrom({
    root: bench.root,
    handler: (_request, socket) => socket.end(answer({ headers: octets, body: video }))
  })
  const begun = performance.now()
  await next.opened.start()
  next.opened.signedInAs(anAgent)
  await next.reach(itemId, 'saved')
  expect(performance.now() - begun).toBeLessThan(5_000)
})
