import { expect, test } from 'vitest'
import { AfterCallSaves } from '../../src/main/library/care/after-call-saves.ts'
import { manualClock } from '../support/manual-clock.ts'
import { raisedIn } from '../support/net.ts'
import { row } from '../support/opened-file.ts'

test('a video whose save cannot be noted keeps neither the others nor the next look from their turn', () => {
  const clock = manualClock()
  const stopped = (n: number, stoppedAt: number) => row(n, { stoppedAt })
  const [full, good, later] = [
    stopped(1, clock.now()),
    stopped(2, clock.now()),
    stopped(3, clock.now() + 5_000)
  ]
  const noSpace = new Error('database or disk is full')
  const saved: string[] = []
  const saves = new AfterCallSaves({
    store: { undecided: () => [full, good, later].filter(({ itemId }) => !saved.includes(itemId)) },
    clock,
    settings: () => ({ enabled: true, waitSeconds: 0 }),
    signedIn: () => ({ owner: full.owner, agentId: '1001' }),
    save: ({ itemId }) => {
      if (itemId === full.itemId) throw noSpace
      saved.push(itemId)
    }
  })
  expect(raisedIn(saves.look.bind(saves))).toEqual([noSpace])
  expect(saved).toEqual([good.itemId])
  expect(
    raisedIn(() => {
      clock.advance(5_000)
    })
  ).toEqual([noSpace])
  expect(saved).toEqual([good.itemId, later.itemId])
})
