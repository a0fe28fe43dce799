import type { ItemRow } from '../../src/main/library/items/item-row.ts'
import { untouched } from '../../src/main/library/items/recording-events.ts'

/** A video that an event told of. */
export const madeRow = (n: number): ItemRow => ({
  ...untouched,
  ...{ itemId: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`, owner: 'gateway 1001' },
  ...{ agentId: '1001', host: 'gateway', callId: `1-${String(n)}`, media: 'video' },
  ...{ knownBy: 'event', key: `path ${String(n)}`, taskId: String(n), startedAt: n },
  remote: { via: 'path', recordId: `Y:/${String(n)}.mp4`, locationId: '256' }
})
