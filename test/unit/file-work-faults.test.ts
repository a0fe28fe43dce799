import { expect, test, vi } from 'vitest'
import { createFaultReport } from '../../src/main/library/transfer/fault-report.ts'
import { framesLimit } from '../../src/main/library/transfer/messages.ts'
import { createRemoteFileWork } from '../../src/main/library/transfer/remote-file-work.ts'
import { fakeFileProcess } from '../support/fake-file-process.ts'
import { manualClock } from '../support/manual-clock.ts'
import { patiently } from '../support/patiently.ts'

test('a fault in the file process is told to main once, by its places alone; then the process ends', async () => {
  const clock = manualClock()
  const faults: string[] = []
  const process = fakeFileProcess()
  const remote = createRemoteFileWork({
    clock,
    spawn: () => process,
    onFault: (frames) => faults.push(frames)
  })
  const ended = expect(remote.remove('/f')).rejects.toMatchObject({ code: 'transfer-ended' })
  await patiently(() => {
    expect(process.orders).toHaveLength(1)
  })
  const report = createFaultReport({
    port: process.child,
    clock,
    end: () => {
      process.die()
    }
  })
  report(new Error('the password is 1234'))
  report(new Error('again'))
  await patiently(() => {
    expect(faults).toHaveLength(1)
  })
  expect(faults[0]).toMatch(/^Error \| at .*file-work-faults\.test\.ts/)
  expect(faults[0]).not.toContain('1234')
  expect(process.killed()).toBe(false)
  clock.advance(1_000)
  await ended
})

test('a report that cannot be sent ends the process all the same', () => {
  const clock = manualClock()
  const end = vi.fn()
  const post = (): never => {
    throw new Error('main is gone')
  }
  const report = createFaultReport({ port: { post }, clock, end })
  expect(() => {
    report(new Error('planted'))
  }).toThrow('main is gone')
  clock.advance(1_000)
  expect(end).toHaveBeenCalledTimes(1)
})

test('places that are longer than a report may be are cut', () => {
  const post = vi.fn()
  const error = new Error('planted')
  error.stack = `Error\n    at ${'x'.repeat(2 * framesLimit)} (file.ts:1:1)`
  createFaultReport({ port: { post }, clock: manualClock(), end: vi.fn() })(error)
  expect(post).toHaveBeenCalledWith({ type: 'fault', frames: expect.any(String) as string })
  expect((post.mock.calls[0]?.[0] as { frames: string }).frames).toHaveLength(framesLimit)
})
