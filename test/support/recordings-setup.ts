import { randomUUID } from 'node:crypto'
import { expect, vi } from 'vitest'
import type { Happening } from '../../src/main/calls/timeline.ts'
import { createRecordings } from '../../src/main/library/recordings.ts'
import { fakeSignedIn } from './fake-signed-in.ts'
import { fakeTransfers, type FakeTransfer } from './fake-transfer.ts'
import { manualClock } from './manual-clock.ts'
import { recordEvent } from './recording-events.ts'

/** Recordings of agent 1001 with transfers and a clock that the test moves. */
export function setUpRecordings(folder = '/nowhere') {
  const clock = manualClock()
  const gateway = fakeSignedIn('1001', {})
  const { transfer, begun } = fakeTransfers()
  const told: Happening[] = []
  const recordings = createRecordings({
    signedIn: gateway.signedIn,
    transfer,
    folder: () => folder,
    clock,
    tell: (happening) => told.push(happening),
    newId: randomUUID
  })
  const idOf = (place: number): string => recordings.list()[place]?.recordingId ?? ''
  const stateOf = (place: number) => recordings.list()[place]?.save.state
  const reach = (place: number, state: string): Promise<void> =>
    vi.waitFor(() => {
      expect(stateOf(place)).toBe(state)
    })
  return { clock, gateway, begun, told, recordings, idOf, stateOf, reach }
}

export type RecordingsSetup = ReturnType<typeof setUpRecordings>

/** Announces that many videos, each with a task and a file of its own. */
export function announce({ recordings }: RecordingsSetup, count: number): void {
  for (let taskId = 1; taskId <= count; taskId += 1) {
    recordings.handle(recordEvent({ taskId, fileName: `Y:/1/0/20201202/503/${taskId}.mp4` }))
  }
}

/** The transfer that was begun in this place. */
export function transferOf({ begun }: RecordingsSetup, place: number): FakeTransfer {
  const transfer = begun[place]
  if (transfer === undefined) throw new Error(`Transfer ${place} was not begun`)
  return transfer
}
