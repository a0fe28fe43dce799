import { getEventListeners } from 'node:events'
import type { TLSSocket } from 'node:tls'
import { describe, expect, test } from 'vitest'
import { AppError } from '../../src/shared/errors.ts'
import { fetchingFrom, limited, type FetchBench } from '../support/fetch-bench.ts'
import { namesIn } from '../support/folders.ts'
import { madeMp4 } from '../support/made-mp4.ts'
import { manualClock } from '../support/manual-clock.ts'
import { answer, chunk, chunkedHead, octets } from '../support/raw-answers.ts'
import { until } from './support.ts'

const video = madeMp4(4_000_000)
const begun = answer({ headers: octets, body: video.subarray(0, 1_000), length: video.length })

/** A fetch whose first 1,000 bytes are here, on a clock that the test moves. */
async function stalling() {
  const clock = manualClock()
  const sockets: TLSSocket[] = []
  const bench = await fetchingFrom(
    (_request, socket) => {
      sockets.push(socket)
      socket.write(begun)
    },
    { clock }
  )
  const ended = bench.failure()
  const arrived = (bytes: number): Promise<void> =>
    until(() => {
      // Time stands still for the watchdog, but the news need a tick.
      clock.advance(0)
      return received(bench, clock) >= bytes || bench.open() === 0
    })
  await until(() => bench.news.length > 0)
  const drip = async (bytes: number): Promise<void> => {
    await new Promise((resolve) => sockets[0]?.write(video.subarray(0, bytes), resolve))
  }
  return { bench, clock, ended, arrived, drip }
}

/** Moves the clock by one tick, so that what has arrived is told. */
function received(bench: FetchBench, clock: ReturnType<typeof manualClock>): number {
  clock.advance(1)
  return bench.news.at(-1)?.receivedBytes ?? 0
}

describe('a body that stalls is ended', () => {
  test('D16: 30 seconds after its last byte', async () => {
    const { bench, clock, ended, arrived } = await stalling()
    await arrived(1_000)
    clock.advance(29_000)
    // A limit that ends a fetch leaves no timer behind.
    expect(clock.waiting()).toBeGreaterThan(0)
    clock.advance(1_500)
    expect(clock.waiting()).toBe(0)
    expect(await ended).toBe('could-not-ask:stalled')
    await until(() => bench.open() === 0)
  })

  test('D17: after 60 seconds with less than 1 KiB a second, though bytes keep coming', async () => {
    const { bench, clock, ended, arrived, drip } = await stalling()
    await arrived(1_000)
    const from = clock.elapsed()
    for (let sent = 1_010; bench.open() === 1 && clock.elapsed() - from < 70_000; sent += 10) {
      await drip(10)
      await arrived(sent)
      clock.advance(1_000)
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(await ended).toBe('could-not-ask:stalled')
    const took = clock.elapsed() - from
    expect(took).toBeGreaterThan(58_000)
    expect(took).toBeLessThan(62_000)
  })

  test('D44: by time that only grows: a clock that is set back an hour changes nothing', async () => {
    const clock = manualClock()
    let setBack = 0
    const moved = { ...clock, now: () => clock.now() - setBack }
    const bench = await fetchingFrom((_request, socket) => socket.write(begun), { clock: moved })
    const ended = bench.failure()
    await until(() => bench.news.length > 0 && received(bench, clock) >= 1_000)
    setBack = 3_600_000
    clock.advance(29_000)
    // A limit that ends a fetch leaves no timer behind.
    expect(clock.waiting()).toBeGreaterThan(0)
    expect(bench.news.at(-1)?.bytesPerSecond).toBe(0)
    clock.advance(1_500)
    expect(await ended).toBe('could-not-ask:stalled')
  })
})

test('D18: a body without an end is ended at the limit', async () => {
  let sent = 0
  const bench = await fetchingFrom((_request, socket) => {
    socket.write(Buffer.concat([chunkedHead(), chunk(madeMp4(65_536))]))
    const piece = chunk(Buffer.alloc(65_536))
    const next = (): void => {
      sent += piece.length
      if (!socket.destroyed) socket.write(piece, () => setImmediate(next))
    }
    next()
  })
  expect(await bench.failure(limited({ maxBytes: 8 * 1024 ** 2 }))).toBe('file:too-long')
  // What the sockets hold on both sides goes on top.
  expect(sent).toBeLessThan(32 * 1024 ** 2)
})

describe('a fetch that is cancelled', () => {
  test('A14: closes its connection and leaves nothing, a hundred times', async () => {
    for (let run = 0; run < 100; run += 1) {
      const bench = await fetchingFrom((_request, socket) => socket.write(begun))
      const ended = bench.failure()
      await until(() => bench.news.length > 0)
      const startedAt = performance.now()
      bench.cancel()
      expect(await ended).toBe('could-not-ask:cancelled')
      await until(() => bench.open() === 0)
      expect(performance.now() - startedAt).toBeLessThan(1_000)
      await bench.server.close()
    }
  }, 60_000)

  test('before it began asks nobody', async () => {
    const bench = await fetchingFrom(() => undefined)
    bench.cancel()
    expect(await bench.failure()).toBe('could-not-ask:cancelled')
    expect(bench.server.receivedBytes()).toBe(0)
  })

  test('while it waits for the head ends at once', async () => {
    const bench = await fetchingFrom(() => undefined)
    const ended = bench.failure()
    await until(() => bench.server.requests.length === 1)
    bench.cancel()
    expect(await ended).toBe('could-not-ask:cancelled')
    await until(() => bench.open() === 0)
  })

  test('because the sign-in ended says so', async () => {
    const bench = await fetchingFrom((_request, socket) => socket.write(begun))
    const ended = bench.failure()
    await until(() => bench.news.length > 0)
    bench.cancel(new AppError('could-not-ask:signed-out', 'The sign-in has ended'))
    expect(await ended).toBe('could-not-ask:signed-out')
    expect(await namesIn(bench.folder)).toEqual([])
  })
})

test('a signal that outlives many fetches gathers nothing of them', async () => {
  const bench = await fetchingFrom((_request, socket) => {
    socket.end(answer({ headers: octets, body: video, length: video.length + 9 }))
  })
  for (let run = 0; run < 5; run += 1) await bench.failure()
  expect(getEventListeners(bench.signal, 'abort')).toEqual([])
})
