import type { LibraryItem, SaveStateName, SavedFile } from '../../../shared/model/library.ts'
import type { LibraryRow } from '../state/library-row.svelte.ts'

/** States of what is on its way to the disk; the others are at rest. */
const underWay: ReadonlySet<SaveStateName> = new Set<SaveStateName>([
  'queued',
  'waiting-sign-in',
  'waiting',
  'paused',
  'downloading',
  'verifying',
  'needs-attention'
])

export const isUnderWay = ({ save }: LibraryItem): boolean => underWay.has(save.state)

/** The file of a saved item; null where none was saved. */
export const fileOf = ({ save }: LibraryItem): SavedFile | null =>
  save.state === 'saved' || save.state === 'saved-unproven' ? save.file : null

/** True where the last look found the file missing, changed or out of reach. */
export function checkFailed(item: LibraryItem): boolean {
  const check = fileOf(item)?.check
  return check === 'missing' || check === 'changed' || check === 'unreachable'
}

/** True where the file was there at the last look, as far as is known: it can be shown or played. */
export function isThere(item: LibraryItem): boolean {
  const check = fileOf(item)?.check
  return check !== undefined && check !== 'missing' && check !== 'unreachable'
}

/** Whether "Save" is offered. Audio stays on the gateway; of another agent's it says why it cannot be. */
export const canBeSaved = ({ fetchable, media, save }: LibraryItem): boolean =>
  fetchable && media !== 'audio' && (save.state === 'not-saved' || save.state === 'cancelled')

/** Why an item has to stay in the list; null where it can be removed. */
export function whyKept(item: LibraryItem): 'of-another' | 'held' | 'under-way' | null {
  if (!item.own) return 'of-another'
  if (item.hold) return 'held'
  return isUnderWay(item) ? 'under-way' : null
}

/** True where other agents' are among them: then each has to say whose it is. */
export const anyOfOthers = (rows: readonly LibraryRow[]): boolean =>
  rows.some(({ latest }) => !latest.own)

/** How many items of the agent are in the queue, by what they do there. */
export interface QueueCount {
  saving: number
  waiting: number
  attention: number
}

export function countQueue(rows: readonly LibraryRow[]): QueueCount {
  const count: QueueCount = { saving: 0, waiting: 0, attention: 0 }
  for (const { latest: item } of rows) {
    // An inspector has other agents' on screen too: nothing of them moves before they sign in.
    if (!item.own) continue
    const { state } = item.save
    if (state === 'downloading' || state === 'verifying') count.saving += 1
    else if (state === 'needs-attention') count.attention += 1
    else if (underWay.has(state)) count.waiting += 1
  }
  return count
}

/** The queue in its order. What has no place in it yet comes last, oldest first. */
export function inQueueOrder(rows: readonly LibraryRow[]): readonly LibraryRow[] {
  const last = Number.MAX_SAFE_INTEGER
  return rows
    .filter(({ latest }) => isUnderWay(latest))
    .sort(
      ({ latest: a }, { latest: b }) =>
        (a.position ?? last) - (b.position ?? last) || a.startedAt - b.startedAt
    )
}
