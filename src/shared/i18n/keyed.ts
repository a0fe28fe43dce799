import * as all from './compiled/messages.js'

/** Those messages by their keys. A build holds no others here: see `scripts/messages-apart.ts`. */
export const keyedMessages: Partial<Record<string, unknown>> = all
