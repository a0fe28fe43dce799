import { describe, expect, test, vi } from 'vitest'
import { patienceMs } from '../../src/main/library/transfer/end-process.ts'
import { createRemoteFileWork } from '../../src/main/library/transfer/remote-file-work.ts'
import { manualClock } from '../support/manual-clock.ts'
import { anyJob, remoteBench as bench, started, watch } from '../support/remote-bench.ts'
import { patiently } from '../support/patiently.ts'

describe('the death of the file process', () => {
  test('ends what was under way with transfer-ended; the next job has a new process', async () => {
    const { remote, processes, current, onDied } = bench()
    const ends = [remote.fetch(anyJob, watch()), remote.hash('/f', watch()), remote.remove('/f')]
    await started(processes)
    current().die()
    for (const end of ends) await expect(end).rejects.toMatchObject({ code: 'transfer-ended' })
    expect(onDied).toHaveBeenCalledTimes(1)
    void remote.fetch(anyJob, watch())
    await started(processes, 2)
  })

  test('again and again is waited out, longer each time', async () => {
    const { remote, processes, current, clock } = bench()
    const startedAt: number[] = []
    for (let life = 1; life <= 7; life += 1) {
      const end = remote.remove('/f')
      while (processes.length < life) {
        await new Promise(setImmediate)
        if (processes.length < life) clock.advance(100)
      }
      startedAt.push(clock.elapsed())
      current().die()
      await expect(end).rejects.toMatchObject({ code: 'transfer-ended' })
    }
    expect(startedAt).toEqual([0, 0, 0, 1_000, 3_000, 7_000, 15_000])
  })

  test('does not hold a job that is called off while it waits', async () => {
    const { remote, current } = bench()
    for (let life = 1; life <= 3; life += 1) {
      const end = remote.remove('/f')
      await new Promise(setImmediate)
      current().die()
      await expect(end).rejects.toMatchObject({ code: 'transfer-ended' })
    }
    const cancel = new AbortController()
    const end = remote.fetch(anyJob, watch(cancel.signal))
    cancel.abort()
    expect(await end).toMatchObject({ error: { code: 'could-not-ask:cancelled' }, kept: null })
  })

  test('at its start counts as a death', async () => {
    const remote = createRemoteFileWork({
      clock: manualClock(),
      spawn: () => {
        throw new Error('no such program')
      }
    })
    await expect(remote.remove('/f')).rejects.toMatchObject({ code: 'transfer-ended' })
  })
})

describe('closing', () => {
  test('ends every job, then the process; nothing starts any more', async () => {
    const close = vi.fn(() => Promise.resolve())
    const { remote, processes, current, onDied } = bench({ close })
    const end = remote.remove('/f')
    await started(processes)
    // `remove` never ends here, as on a drive that hangs; the process is ended all the same.
    const gone = expect(end).rejects.toMatchObject({ code: 'transfer-ended' })
    const closed = remote.close()
    await patiently(() => {
      expect(close).toHaveBeenCalledTimes(1)
    })
    current().child.post({ type: 'closed' })
    await closed
    await gone
    await expect(remote.remove('/f')).rejects.toMatchObject({ code: 'transfer-ended' })
    expect(onDied).not.toHaveBeenCalled()
  })

  test('ends a process that does not answer after a few seconds', async () => {
    const { remote, processes, current, clock } = bench({}, false)
    remote.remove('/f').catch(() => undefined)
    await started(processes)
    const closed = remote.close()
    clock.advance(patienceMs - 1)
    expect(current().killed()).toBe(false)
    clock.advance(1)
    expect(current().killed()).toBe(true)
    await closed
  })

  test('is over at once where no job ever was', async () => {
    const { remote, processes } = bench()
    await remote.close()
    expect(processes.length).toBe(0)
  })
})
