import * as v from 'valibot'
import { describe, expect, test, vi } from 'vitest'
import { defaultLimits } from '../../src/main/library/transfer/file-work.ts'
import { fromWire, replies, report, toWire } from '../../src/main/library/transfer/messages.ts'
import { createOpenJobs } from '../../src/main/library/transfer/open-jobs.ts'
import { mostNames, placeUnderFreeName } from '../../src/main/library/transfer/place-loop.ts'
import { createProgressMerge } from '../../src/main/library/transfer/progress-merge.ts'
import { AppError } from '../../src/shared/errors.ts'
import { manualClock } from '../support/manual-clock.ts'
import { wholeEnd } from '../support/remote-bench.ts'

describe('an error on its way between the processes', () => {
  const certificate = {
    ...{ host: 'gateway.example', subject: 'CN=gateway', issuer: 'CN=authority' },
    ...{ validFrom: 'Jan  1 00:00:00 2026 GMT', validTo: 'Jan  1 00:00:00 2027 GMT' },
    fingerprint256: 'AB:CD'
  }
  const proxy = { address: 'proxy.example:3128', realm: null, schemes: ['NTLM'], status: 407 }

  test.each([
    ['nothing more', {}],
    ['the gateway’s words', { retcode: '104-005', gatewayText: 'no such file' }],
    ['a certificate', { certificate }],
    ['a proxy', { proxy }]
  ])('keeps its code and %s', (_name, details) => {
    const crossed = toWire(new AppError('could-not-ask:tls-too-old', 'of /secret/path', details))
    expect(crossed).toEqual({ code: 'could-not-ask:tls-too-old', ...details })
    expect(Object.keys(crossed)).toEqual(['code', ...Object.keys(details)])
    expect(toWire(fromWire(crossed))).toEqual(crossed)
    const message: unknown = { type: 'failed', id: 1, error: crossed }
    expect(v.parse(report, message)).toEqual(message)
  })
})

describe('what a fetch ends with', () => {
  test.each(['mp4', 'avi', 'mkv', 'webm', 'jpg', 'png'])('may be a file of the kind %s', (kind) => {
    const end = { ...wholeEnd, file: { ...wholeEnd.file, kind } }
    expect(v.parse(replies.fetch.end, end)).toEqual(end)
  })

  test.each([{ etag: '"1"' }, { lastModified: 'Sat, 21 Nov 2026 08:00:00 GMT' }])(
    'may be a part that is known by %j',
    (validator) => {
      const end = { ...wholeEnd, file: null, kept: { bytes: 1, totalBytes: 2, validator } }
      expect(v.parse(replies.fetch.end, end)).toEqual(end)
    }
  )

  test.each([{}, { bytes: 1, totalBytes: 2, validator: {} }])('is not a part like %j', (kept) => {
    expect(v.safeParse(replies.fetch.end, { ...wholeEnd, file: null, kept }).success).toBe(false)
  })
})

describe('progress', () => {
  function bench() {
    const clock = manualClock()
    const send = vi.fn()
    return { clock, send, merge: createProgressMerge(clock, send) }
  }

  test('is told once in 100 ms: the last of each job', () => {
    const { clock, send, merge } = bench()
    merge.tell(1, 'first')
    clock.advance(0)
    merge.tell(1, 'second')
    merge.tell(2, 'other')
    merge.tell(1, 'third')
    expect(clock.waiting()).toBe(1)
    clock.advance(99)
    expect(send).toHaveBeenCalledTimes(1)
    clock.advance(1)
    expect(send.mock.calls).toEqual([
      [[{ id: 1, value: 'first' }]],
      [
        [
          { id: 1, value: 'third' },
          { id: 2, value: 'other' }
        ]
      ]
    ])
    merge.tell(2, 'again')
    clock.advance(100)
    expect(send).toHaveBeenLastCalledWith([{ id: 2, value: 'again' }])
  })

  test('of a job that is over is not told any more', () => {
    const { clock, send, merge } = bench()
    merge.tell(1, 'late')
    merge.forget(1)
    clock.advance(1_000)
    expect(send).not.toHaveBeenCalled()
  })
})

describe('jobs that are not over', () => {
  test('end once; what comes later, or of a job that nobody knows, changes nothing', async () => {
    const jobs = createOpenJobs()
    const onNews = vi.fn()
    const { id, end } = jobs.open(replies.hash, onNews)
    const value = { bytes: 1, sha256: 'ab' }
    const news = (readBytes: number) => ({ type: 'news', news: [{ id, value: { readBytes } }] })
    expect(jobs.hear(news(1))).toBe('understood')
    expect(jobs.hear({ type: 'done', id, value })).toBe('understood')
    expect(await end).toEqual(value)
    expect(jobs.hear(news(2))).toBe('understood')
    expect(jobs.hear({ type: 'failed', id, error: { code: 'unexpected' } })).toBe('understood')
    expect(onNews).toHaveBeenCalledExactlyOnceWith({ readBytes: 1 })
  })

  test('are told apart from nonsense and from the last word', () => {
    const jobs = createOpenJobs()
    expect(jobs.hear({ type: 'closed' })).toBe('closed')
    expect(jobs.hear({ type: '' })).toBe('nonsense')
    expect(jobs.hear(null)).toBe('nonsense')
  })
})

describe('a name for a part file', () => {
  const placing = {
    ...{ folder: '/f', partName: 'v.part', fileName: 'v.mp4' },
    signal: new AbortController().signal
  }

  test('is written down before it is tried, each one', async () => {
    const steps: string[] = []
    const free = ['v (2).mp4', 'v (3).mp4']
    const place = (given: { fileName: string }) => {
      steps.push(`tried ${given.fileName}`)
      const freeName = free.shift()
      return Promise.resolve(
        freeName === undefined ? ({ placed: true } as const) : { placed: false as const, freeName }
      )
    }
    const name = await placeUnderFreeName({ place }, placing, (fileName) => {
      steps.push(`recorded ${fileName}`)
    })
    expect(name).toBe('v (3).mp4')
    expect(steps).toEqual(
      ['v.mp4', 'v (2).mp4', 'v (3).mp4'].flatMap((one) => [`recorded ${one}`, `tried ${one}`])
    )
  })

  test('is sought a thousand times, not for ever', async () => {
    const place = vi.fn(() => Promise.resolve({ placed: false as const, freeName: 'again.mp4' }))
    const sought = placeUnderFreeName({ place }, placing, () => undefined)
    await expect(sought).rejects.toMatchObject({ code: 'file:folder-unusable' })
    expect(place).toHaveBeenCalledTimes(mostNames)
  })
})

test('half a gibibyte stays free beside a file', () => {
  expect(defaultLimits.reserveBytes).toBe(536_870_912)
})
