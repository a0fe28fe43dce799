import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { directLine } from '../../src/main/gateway/line-options.ts'
import { defaultLimits, type FetchJob } from '../../src/main/library/transfer/file-work.ts'
import { namesIn, sha256, temporaryFolder } from '../support/folders.ts'
import { forkFileWork, type ForkedFileWork, type ForkOptions } from '../support/forked-file-work.ts'
import { madeMp4 } from '../support/made-mp4.ts'
import { answer } from '../support/raw-answers.ts'
import { startRawServer, type RawHandler, type RawServer } from '../support/raw-server.ts'
import { patiently } from '../support/patiently.ts'

const MiB = 1024 * 1024
const video = madeMp4(4 * MiB)

async function serve(handler: RawHandler): Promise<RawServer> {
  const server = await startRawServer(handler)
  onTestFinished(() => server.close())
  return server
}

function forked(options?: ForkOptions): ForkedFileWork {
  const work = forkFileWork(options)
  onTestFinished(() => work.close())
  return work
}

/** A process of its own takes a while to start on a busy machine. */

const jobOn = (server: RawServer, folder: string, partName = 'v.part'): FetchJob => ({
  request: {
    method: 'GET',
    url: `${server.origin}/video`,
    headers: { Guid: 'canary-guid' },
    line: directLine(server.ca)
  },
  family: 'video',
  folder,
  partName,
  resume: null,
  limits: { ...defaultLimits, reserveBytes: 0 }
})
const watch = () => {
  const cancel = new AbortController()
  return { cancel, signal: cancel.signal, onNews: vi.fn() }
}
const head = (length: number): string =>
  `HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: ${length}\r\n\r\n`

/** Sends half a video and then nothing. */
const half: RawHandler = (_request, socket) => {
  socket.write(head(video.length))
  socket.write(video.subarray(0, video.length / 2))
}
/** Sends a video bit by bit, so that it takes about `ms`. */
const slowly =
  (ms: number): RawHandler =>
  (_request, socket) => {
    socket.write(head(video.length))
    const steps = ms / 20
    trickle(socket, Math.ceil(video.length / steps))
  }
function trickle(socket: TLSSocket, step: number): void {
  let sent = 0
  const timer = setInterval(() => {
    socket.write(video.subarray(sent, sent + step))
    sent += step
    if (sent >= video.length) clearInterval(timer)
  }, 20)
  socket.once('close', () => {
    clearInterval(timer)
  })
}
const whole: RawHandler = (_request, socket) => {
  socket.write(answer({ body: video }))
}

describe('the file process', () => {
  test('fetches, places, hashes, archives and removes, in a process of its own', async () => {
    const [server, folder] = [await serve(whole), await temporaryFolder()]
    const work = forked()
    const end = await work.fetch(jobOn(server, folder), watch())
    const file = { bytes: video.length, sha256: sha256(video), kind: 'mp4' }
    expect(end).toMatchObject({ error: null, file: { ...file, lengthProof: 'content-length' } })
    expect(await namesIn(folder)).toEqual(['v.part'])

    const placing = { folder, partName: 'v.part', fileName: 'v.mp4' }
    expect(await work.place(placing, watch().signal)).toEqual({ placed: true })
    expect(await namesIn(folder)).toEqual(['v.mp4'])
    const { sha256: hashed } = await work.hash(join(folder, 'v.mp4'), watch())
    expect(hashed).toBe(sha256(video))
    const path = join(folder, 'case.zip')
    const files = [{ folder, fileName: 'v.mp4', entryName: 'v.mp4', sha256: hashed }]
    expect((await work.archive({ path, files, texts: [] }, watch())).bytes).toBeGreaterThan(0)
    await work.remove(join(folder, 'v.mp4'))
    expect(await namesIn(folder)).toEqual(['case.zip'])
    expect(work.processes.map(({ pid }) => pid)).not.toContain(process.pid)
    expect(work.processes.length).toBe(1)
  })

  test('verifies certificates, whatever the PC has switched off for other programs', async () => {
    const [server, folder] = [await serve(whole), await temporaryFolder()]
    const name = ['NODE', 'TLS', 'REJECT', 'UNAUTHORIZED'].join('_')
    const work = forked({ env: { [name]: '0' } })
    const job = jobOn(server, folder)
    const stranger = { ...job, request: { ...job.request, line: directLine([]) } }
    const { error } = await work.fetch(stranger, watch())
    expect(error?.code).toBe('could-not-ask:certificate-unknown-issuer')
    expect(server.receivedBytes()).toBe(0)
  })

  test('that is killed ends its jobs with transfer-ended; the next job works', async () => {
    const folder = await temporaryFolder()
    const server = await serve(half)
    const work = forked()
    const watched = watch()
    const fetching = work.fetch(jobOn(server, folder), watched)
    const ended = expect(fetching).rejects.toMatchObject({ code: 'transfer-ended' })
    await patiently(() => {
      expect(watched.onNews).toHaveBeenCalled()
    })
    work.processes[0]?.kill('SIGKILL')
    await ended
    // What the dead process left is for who recorded its name to clear away.
    expect(await namesIn(folder)).toEqual(['v.part'])
    await work.remove(join(folder, 'v.part'))
    const again = await work.fetch(jobOn(await serve(whole), folder), watch())
    expect(again.file?.sha256).toBe(sha256(video))
    expect(work.processes.length).toBe(2)
  })

  test('ends a fetch that is called off, and leaves no part', async () => {
    const [server, folder] = [await serve(half), await temporaryFolder()]
    const work = forked()
    const watched = watch()
    const fetching = work.fetch(jobOn(server, folder), watched)
    await patiently(() => {
      expect(watched.onNews).toHaveBeenCalled()
    })
    const calledOff = performance.now()
    watched.cancel.abort()
    const end = await fetching
    expect(end).toMatchObject({ error: { code: 'could-not-ask:cancelled' }, file: null })
    expect(performance.now() - calledOff).toBeLessThan(1_000)
    if (end.kept === null) expect(await namesIn(folder)).toEqual([])
  })

  test('tells the progress of eight fetches in at most ten messages a second, evenly', async () => {
    const [server, folder] = [await serve(slowly(1_500)), await temporaryFolder()]
    const work = forked()
    const midway: number[] = []
    const ends = Array.from({ length: 8 }, (_, index) => {
      const watched = watch()
      watched.onNews.mockImplementation(({ receivedBytes }: { receivedBytes: number }) => {
        midway[index] = receivedBytes
      })
      return work.fetch(jobOn(server, folder, `${index}.part`), watched)
    })
    await patiently(() => {
      expect(midway.length).toBe(8)
      expect(Math.min(...midway)).toBeGreaterThan(video.length / 3)
    })
    expect(jain(midway)).toBeGreaterThan(0.95)
    for (const { file } of await Promise.all(ends)) expect(file?.sha256).toBe(sha256(video))

    const news = work.heard.filter(({ message }) => isNews(message))
    const seconds = ((news.at(-1)?.at ?? 0) - (news[0]?.at ?? 0)) / 1_000
    expect(news.length).toBeGreaterThan(5)
    // Two clocks and a busy machine: one message more than ten a second can fall into it.
    expect(news.length).toBeLessThanOrEqual(seconds * 10 + 2)
  })

  test('ends with main', async () => {
    const work = forked()
    await work.remove(join(await temporaryFolder(), 'nothing.part'))
    const [child] = work.processes
    // What the process sees when main is gone, however it went.
    child?.disconnect()
    await patiently(() => {
      expect(child?.exitCode).toBe(0)
    })
  })

  test('closing ends everything and leaves neither process nor part behind', async () => {
    const [server, folder] = [await serve(half), await temporaryFolder()]
    const work = forked()
    const watched = watch()
    const fetching = work.fetch(jobOn(server, folder), watched)
    await patiently(() => {
      expect(watched.onNews).toHaveBeenCalled()
    })
    await work.close()
    expect(await fetching).toMatchObject({ file: null, error: { code: 'could-not-ask:cancelled' } })
    const [child] = work.processes
    expect(child?.exitCode ?? child?.signalCode).not.toBeNull()
  })
})

const isNews = (message: unknown): boolean =>
  typeof message === 'object' && message !== null && 'type' in message && message.type === 'news'

/** Jain's index of fairness: 1 where all have the same, 1/n where one has all. */
function jain(shares: readonly number[]): number {
  const sum = shares.reduce((total, share) => total + share, 0)
  const squares = shares.reduce((total, share) => total + share * share, 0)
  return (sum * sum) / (shares.length * squares)
}
