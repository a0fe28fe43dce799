import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { systemClock, type Clock } from '../../src/main/clock.ts'
import { directLine } from '../../src/main/gateway/line-options.ts'
import { createFetch, type FetchDeps } from '../../src/main/library/transfer/fetch.ts'
import {
  defaultLimits,
  type FetchEnd,
  type FetchJob,
  type FetchNews
} from '../../src/main/library/transfer/file-work.ts'
import type { FreeBytes } from '../../src/main/library/files/disk-space.ts'
import type { DiskCalls } from '../../src/main/library/files/disk-calls.ts'
import { namesIn, sha256, temporaryFolder } from './folders.ts'
import { startRawServer, type RawHandler, type RawServer } from './raw-server.ts'

const partName = '20261120-093015_1001_1-2.0a1b2c3d.part'

/** What the limits are unless a test is about them: no reserve, and nothing waits for long. */
const limits = { ...defaultLimits, reserveBytes: 0 }

export interface FetchBenchOptions {
  readonly clock?: Clock
  readonly freeBytes?: FreeBytes
  readonly disk?: DiskCalls
  readonly openPart?: NonNullable<FetchDeps['openPart']>
}

export interface FetchBench {
  readonly folder: string
  readonly partPath: string
  readonly server: RawServer
  readonly news: FetchNews[]
  /** Open connections of the client to the server. */
  readonly open: () => number
  readonly job: (changes?: Partial<FetchJob>) => FetchJob
  readonly fetch: (changes?: Partial<FetchJob>) => Promise<FetchEnd>
  readonly cancel: (reason?: Error) => void
  /** What every fetch is given. */
  readonly signal: AbortSignal
  /** Fetches, which must work; fails where the part file does not hold exactly `bytes`. */
  readonly success: (bytes: Buffer, changes?: Partial<FetchJob>) => Promise<FetchEnd>
  /** Fetches, which must fail; fails where anything is left in the folder. Gives the code. */
  readonly failure: (changes?: Partial<FetchJob>) => Promise<string>
}

/** The real fetch over the real wire, from a server that answers byte for byte what a test says. */
export async function fetchingFrom(
  handler: RawHandler,
  { clock = systemClock, ...options }: FetchBenchOptions = {}
): Promise<FetchBench> {
  const folder = await temporaryFolder()
  let open = 0
  const server = await startRawServer((request, socket) => {
    open += 1
    socket.once('close', () => (open -= 1))
    handler(request, socket)
  })
  onTestFinished(() => server.close())
  const fetchFile = createFetch({ clock, ...options })
  const cancelling = new AbortController()
  const news: FetchNews[] = []
  const job: FetchBench['job'] = (changes = {}) => ({
    request: {
      method: 'GET',
      url: `${server.origin}/video?recordId=1`,
      headers: { Guid: 'g' },
      line: directLine(server.ca)
    },
    family: 'video',
    folder,
    partName,
    resume: null,
    limits,
    ...changes
  })
  const fetch: FetchBench['fetch'] = (changes) =>
    fetchFile(job(changes), { onNews: (told) => news.push(told), signal: cancelling.signal })
  return {
    ...{ folder, partPath: join(folder, partName), server, news, job, fetch },
    open: () => open,
    signal: cancelling.signal,
    cancel: (reason) => {
      cancelling.abort(reason)
    },
    async success(bytes, changes) {
      const end = await fetch(changes)
      expect(end).toMatchObject({ error: null, kept: null })
      expect(end.file?.sha256).toBe(sha256(bytes))
      expect(end.file?.bytes).toBe(bytes.length)
      expect(sha256(await readFile(join(folder, partName)))).toBe(sha256(bytes))
      expect(await namesIn(folder)).toEqual([partName])
      return end
    },
    async failure(changes) {
      const end = await fetch(changes)
      expect(end).toMatchObject({ file: null, kept: null })
      expect(await namesIn(folder)).toEqual([])
      return end.error?.code ?? 'fetched'
    }
  }
}

/** The limits of {@link FetchBench.job} with some of them changed. */
export const limited = (changes: Partial<FetchJob['limits']>): Pick<FetchJob, 'limits'> => ({
  limits: { ...limits, ...changes }
})

/** Leaves the first `length` bytes of a file behind, as an earlier try would. */
export async function leavePart(bench: FetchBench, bytes: Buffer, length: number): Promise<void> {
  await writeFile(bench.partPath, bytes.subarray(0, length))
}
