import { m } from '../../../shared/i18n/index.ts'
import type { QueueCount } from './item-states.ts'

/** "2 saving, 3 waiting"; empty where the queue is. */
export function queueCounts({ saving, waiting, attention }: QueueCount): string {
  const parts = [
    saving > 0 ? m.queue_count_saving({ count: saving }) : null,
    waiting > 0 ? m.queue_count_waiting({ count: waiting }) : null,
    attention > 0 ? m.queue_count_attention({ count: attention }) : null
  ]
  return parts.filter((part) => part !== null).join(m.queue_count_comma())
}
