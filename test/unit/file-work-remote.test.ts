import { describe, expect, test, vi } from 'vitest'
import { AppError } from '../../src/shared/errors.ts'
import { anyJob, remoteBench as bench, started, watch, wholeEnd } from '../support/remote-bench.ts'
import { patiently } from '../support/patiently.ts'

describe('work in another process', () => {
  test('starts with the first job, and every job gives what it gives in place', async () => {
    const hashed = { bytes: 3, sha256: 'cd' }
    const { remote, processes } = bench({
      fetch: () => Promise.resolve(wholeEnd),
      place: () => Promise.resolve({ placed: false, freeName: 'v (2).mp4' }),
      hash: () => Promise.resolve(hashed),
      remove: () => Promise.resolve(),
      archive: () => Promise.resolve({ bytes: 7 })
    })
    expect(processes.length).toBe(0)
    expect(await remote.fetch(anyJob, watch())).toEqual(wholeEnd)
    const placing = { folder: '/f', partName: 'v.part', fileName: 'v.mp4' }
    expect(await remote.place(placing, watch().signal)).toEqual({
      placed: false,
      freeName: 'v (2).mp4'
    })
    expect(await remote.hash('/f/v.mp4', watch())).toEqual(hashed)
    await remote.remove('/f/v.mp4')
    expect(await remote.archive({ path: '/z', files: [], texts: [] }, watch())).toEqual({
      bytes: 7
    })
    expect(processes.length).toBe(1)
  })

  test('errors cross by their code and the gateway’s words, without text or stack', async () => {
    const refusal = new AppError('gateway-refused', 'of /secret/path', {
      retcode: '104-005',
      gatewayText: 'no such file'
    })
    const { remote } = bench({
      fetch: () => Promise.resolve({ ...wholeEnd, file: null, error: refusal, setGuid: 'new' }),
      hash: () => Promise.reject(refusal),
      remove: () => Promise.reject(new TypeError('/secret/path'))
    })
    const crossed = { code: 'gateway-refused', retcode: '104-005', gatewayText: 'no such file' }
    const { error, setGuid } = await remote.fetch(anyJob, watch())
    expect(error).toBeInstanceOf(AppError)
    expect(error).toMatchObject(crossed)
    expect(error?.message).not.toContain('secret')
    expect(setGuid).toBe('new')
    await expect(remote.hash('/f', watch())).rejects.toMatchObject(crossed)
    await expect(remote.remove('/f')).rejects.toMatchObject({ code: 'unexpected' })
  })

  test('is called off where it is done, and so is what was not begun', async () => {
    const { remote, processes } = bench({
      hash: (_path, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            reject(new AppError('could-not-ask:cancelled', 'x'))
          })
        })
    })
    const cancel = new AbortController()
    const hashing = remote.hash('/f', watch(cancel.signal))
    await started(processes)
    cancel.abort()
    await expect(hashing).rejects.toMatchObject({ code: 'could-not-ask:cancelled' })
    const kept = { bytes: 4, totalBytes: 9, validator: { etag: '"1"' } }
    const end = await remote.fetch({ ...anyJob, resume: kept }, watch(cancel.signal))
    expect(end).toMatchObject({ error: { code: 'could-not-ask:cancelled' }, kept, file: null })
    await expect(remote.hash('/f', watch(cancel.signal))).rejects.toThrow()
  })

  test('tells the progress of all jobs in one message each 100 ms, the latest of each', async () => {
    const tellers: ((readBytes: number) => void)[] = []
    const { clock, remote, current, processes } = bench({
      hash: (_path, { onNews }) => {
        tellers.push((readBytes) => {
          onNews({ readBytes })
        })
        return new Promise(() => undefined)
      }
    })
    const watches = [watch(), watch(), watch()]
    for (const each of watches) void remote.hash('/f', each)
    await started(processes)
    const messages = vi.fn()
    current().onMessage(messages)
    await patiently(() => {
      expect(tellers.length).toBe(3)
    })
    for (let ms = 0; ms < 1_000; ms += 10) {
      for (const tell of tellers) tell(ms)
      clock.advance(10)
    }
    await patiently(() => {
      expect(watches[2]?.onNews).toHaveBeenLastCalledWith({ readBytes: 990 })
    })
    expect(messages.mock.calls.length).toBeLessThanOrEqual(11)
    for (const { onNews } of watches) {
      expect(onNews.mock.calls.length).toBe(messages.mock.calls.length)
    }
  })
})

describe('a message of the file process that is not understood', () => {
  test.each([null, 7, 'done', {}, { type: 'done' }, { type: 'failed', id: 1, error: 'x' }])(
    '(%j) ends the process and its jobs, and nothing else',
    async (message) => {
      const { remote, processes, current } = bench({}, false)
      const end = remote.remove('/f')
      await started(processes)
      current().child.post(message)
      await expect(end).rejects.toMatchObject({ code: 'transfer-ended' })
      expect(current().killed()).toBe(true)
    }
  )

  test('in the value of one job costs that job only; news that do not fit are dropped', async () => {
    const { remote, processes, current } = bench({}, false)
    const watched = watch()
    const end = remote.hash('/f', watched)
    await started(processes)
    const news = [
      { id: 1, value: { readBytes: -1 } },
      { id: 99, value: null }
    ]
    current().child.post({ type: 'news', news })
    current().child.post({ type: 'done', id: 99, value: null })
    current().child.post({ type: 'done', id: 1, value: { bytes: '3' } })
    await expect(end).rejects.toMatchObject({ code: 'unexpected' })
    expect(watched.onNews).not.toHaveBeenCalled()
    expect(current().killed()).toBe(false)
  })
})
