import { createHash } from 'node:crypto'
import type { ItemRow } from '../../../src/main/library/items/item-row.ts'

/** Some morning of work, in milliseconds since 1970. */
const shiftStart = Date.UTC(2026, 10, 20, 8)

/** One recording of a call that waits in the queue, `number` seconds into the shift. */
export function queuedRow(itemId: string, number: number): ItemRow {
  const key = `Y:/1/0/20261120/1001/${itemId}.mp4`
  return {
    itemId,
    owner: 'gateway.example:8043 1001',
    agentId: '1001',
    host: 'gateway.example:8043',
    callId: `1552524689-${String(number)}`,
    media: 'video',
    knownBy: 'event',
    key,
    taskId: null,
    remote: { via: 'path', recordId: key, locationId: '256' },
    startedAt: shiftStart + number * 1_000,
    stoppedAt: shiftStart + number * 1_000 + 500,
    failed: false,
    position: number,
    save: { state: 'queued', askedAt: shiftStart, tries: 0, patientUntil: null, part: null },
    tags: [],
    note: '',
    hold: false
  }
}

/** One recording that was saved and checked, with what people write on such things. */
export function savedRow(itemId: string, number: number): ItemRow {
  const row = queuedRow(itemId, number)
  return {
    ...row,
    position: null,
    save: {
      state: 'saved',
      file: {
        folder: '/home/agent/Videos/Callside',
        fileName: `20261120_080000_1001_${row.callId ?? ''}.mp4`,
        bytes: 48_000_000 + number,
        sha256: createHash('sha256').update(itemId).digest('hex'),
        kind: 'mp4',
        lengthProof: 'content-length',
        mayHaveGrown: false,
        savedAt: row.startedAt + 60_000,
        check: 'unchanged',
        checkedAt: row.startedAt + 90_000
      }
    },
    tags: ['complaint', 'first call'],
    note: 'Asked for the contract of 2019 and was shown page four.'
  }
}
