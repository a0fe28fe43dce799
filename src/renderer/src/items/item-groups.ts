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
  readonly day: string
  readonly at: number
  /** Where the day begins and ends, in milliseconds since 1970. */
  readonly from: number
  readonly to: number
  readonly calls: Map<string, LibraryRow[]>
}

function dayAround(at: number): OpenDay {
  const date = new Date(at)
  const [year, month, ofMonth] = [date.getFullYear(), date.getMonth(), date.getDate()]
  return {
    day: `${year}-${month + 1}-${ofMonth}`,
    at,
    from: new Date(year, month, ofMonth).getTime(),
    to: new Date(year, month, ofMonth + 1).getTime(),
    calls: new Map()
  }
}

/** Groups rows that come newest first. An item without a call stands with the others of that day. */
export function byDayAndCall(rows: readonly LibraryRow[]): readonly DayGroup[] {
  const days: OpenDay[] = []
  for (const row of rows) {
    const { startedAt, callId } = row.latest
    // The calendar is asked once a day, not once a row: this runs for ten thousand of them.
    let open = days.at(-1)
    if (open === undefined || startedAt < open.from || startedAt >= open.to) {
      open = dayAround(startedAt)
      days.push(open)
    }
    const call = open.calls.get(callId ?? '')
    if (call === undefined) open.calls.set(callId ?? '', [row])
    else call.push(row)
  }
  return days.map(({ day, at, calls }) => ({
    day,
    at,
    calls: [...calls].map(([callId, ofCall]) => ({
      key: `${day} ${callId}`,
      callId: callId === '' ? null : callId,
      rows: ofCall
    }))
  }))
}
