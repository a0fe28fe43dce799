import { expect, vi } from 'vitest'
import { directLine } from '../../src/main/gateway/line-options.ts'
import type { FetchEnd, FetchJob, FileWork } from '../../src/main/library/transfer/file-work.ts'
import { defaultLimits } from '../../src/main/library/transfer/file-work.ts'
import { serveFileWork } from '../../src/main/library/transfer/process-main.ts'
import { createRemoteFileWork } from '../../src/main/library/transfer/remote-file-work.ts'
import { fakeFileProcess, type FakeFileProcess } from './fake-file-process.ts'
import { manualClock } from './manual-clock.ts'
import { patiently } from './patiently.ts'

/** Main's side and the file process's, joined by clones of messages. */
export function remoteBench(work: Partial<FileWork> = {}, serve = true) {
  const clock = manualClock()
  const processes: FakeFileProcess[] = []
  const onDied = vi.fn()
  const remote = createRemoteFileWork({
    clock,
    onDied,
    spawn() {
      const process = fakeFileProcess()
      processes.push(process)
      if (serve) serveFileWork({ port: process.child, work: idleWork(work), clock })
      return process
    }
  })
  const current = (): FakeFileProcess => processes.at(-1) ?? fakeFileProcess()
  return { clock, processes, onDied, remote, current }
}

export const watch = (signal = new AbortController().signal) => ({ signal, onNews: vi.fn() })
export const started = (processes: readonly unknown[], count = 1): Promise<void> =>
  patiently(() => {
    expect(processes.length).toBe(count)
  })

/** A fetch that says nothing of what it was asked. */
export const anyJob: FetchJob = {
  request: {
    method: 'GET',
    url: 'https://gateway.example/file',
    headers: { Guid: 'canary-guid' },
    line: directLine([])
  },
  family: 'video',
  folder: '/videos',
  partName: 'v.part',
  resume: null,
  limits: defaultLimits
}

export const wholeEnd: FetchEnd = {
  error: null,
  receivedBytes: 5,
  setGuid: null,
  file: { bytes: 5, sha256: 'ab', kind: 'mp4', lengthProof: 'content-length' },
  kept: null,
  retryAfterMs: null,
  neededBytes: null,
  startedAgain: false
}

/** Work of which every job waits for ever, unless a test says what it does. */
function idleWork(work: Partial<FileWork> = {}): FileWork {
  const never = (): Promise<never> => new Promise(() => undefined)
  const idle = { fetch: never, place: never, hash: never, remove: never, archive: never }
  return { ...idle, close: () => Promise.resolve(), ...work }
}
