import type { Clock } from '../../clock.ts'
import type { ItemBook } from '../items/item-book.ts'
import type { SaveFault } from '../saving/save-fault.ts'
import type { SaveEvent } from './advance.ts'
import { eventAfter, type Stop } from './after-try.ts'
import { isUnheard } from './next-try.ts'
import { isDiskFault, type DiskGate } from './disk-gate.ts'
import type { Litter } from './litter.ts'
import { isInQueue } from './save-record.ts'

export interface SettleDeps {
  readonly book: ItemBook
  readonly gate: Pick<DiskGate, 'close'>
  readonly litter: Pick<Litter, 'remove'>
  readonly clock: Clock
  /** 0 up to 1. */
  readonly random: () => number
  /** The agent who is signed in; null where nobody is. */
  readonly owner: () => string | null
  /** False while the session hears nothing from the gateway. */
  readonly isReachable: () => boolean
}

/**
 * Moves a row on whose try ended with a fault. Its part file goes before the row forgets it, unless
 * it is continued or only lacks its name. Throws only what the database throws.
 */
export async function settleTry(
  { book, gate, litter, clock, random, ...deps }: SettleDeps,
  itemId: string,
  { fault, stop }: { readonly fault: SaveFault; readonly stop: Stop | null }
): Promise<void> {
  const row = book.store.find(itemId)
  if (row === null || !isInQueue(row.save)) return
  // Its bytes are safe: the next start, or the next process, goes on with them.
  if (fault.stage === 'naming' && fault.problem.code === 'transfer-ended') return
  const disk = stop === null && isDiskFault(fault.problem)
  if (disk) gate.close(fault.problem, fault.neededBytes)
  // The session reconnects: no try is spent on that, and the row goes on when it is through.
  const ours = disk || (!deps.isReachable() && isUnheard(fault.problem))
  const { part } = fault
  const { tries, patientUntil } = row.save
  const when = { now: clock.now(), random: random(), signedIn: deps.owner() === row.owner }
  const held = stop === null && ours ? 'hold' : stop
  const after = { stop: held, tries, patientUntil, part, ...when } as const
  const event = eventAfter(fault, after)
  const move = (): void => {
    book.advance(itemId, event)
  }
  if (needsPart(event)) move()
  else await litter.remove(part ?? row.save.part, move)
}

/** True where the row goes on with what is on the disk, and remembers it. */
function needsPart(event: SaveEvent): boolean {
  if (event.type === 'unnamed') return true
  if (event.type === 'interrupted') return event.part !== null
  return event.type === 'failed' && event.retryAt !== null && event.part !== null
}
