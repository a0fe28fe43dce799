import type { LibraryRow } from '../state/library-row.svelte.ts'

/** The items of one call on one day, newest first. */
export interface CallGroup {
  readonly key: string
  /** Null where the gateway named no call. */
  readonly callId: string | null
  readonly rows: readonly LibraryRow[]
}

/** The calls of one day, the one with the newest item first. */
export interface DayGroup {
  /** `2026-11-20`, by this PC's time zone. */
  readonly day: string
  /** A moment of that day. */
  readonly at: number
  readonly calls: readonly CallGroup[]
}

interface OpenDay {
  day: string
  at: number
  calls: Map<string, LibraryRow[]>
}

const dayOf = (at: number): string => {
  const date = new Date(at)
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`
}

/** Groups rows that come newest first. An item without a call stands with the others of that day. */
export function byDayAndCall(rows: readonly LibraryRow[]): readonly DayGroup[] {
  const days = new Map<string, OpenDay>()
  for (const row of rows) {
    const { startedAt, callId } = row.item
    const day = dayOf(startedAt)
    const open = days.get(day) ?? { day, at: startedAt, calls: new Map<string, LibraryRow[]>() }
    days.set(day, open)
    const call = open.calls.get(callId ?? '')
    if (call === undefined) open.calls.set(callId ?? '', [row])
    else call.push(row)
  }
  return [...days.values()].map(({ day, at, calls }) => ({
    day,
    at,
    calls: [...calls].map(([callId, ofCall]) => ({
      key: `${day} ${callId}`,
      callId: callId === '' ? null : callId,
      rows: ofCall
    }))
  }))
}
