// Playwright ships the types of the DevTools protocol, but its package does not export them.
import type { Protocol } from '../../../node_modules/playwright-core/types/protocol.d.ts'

export type { Protocol }
export type Command = keyof Protocol.CommandParameters
export type Parameters<C extends Command> = Protocol.CommandParameters[C]
export type Result<C extends Command> = Protocol.CommandReturnValues[C]
export type EventName = keyof Protocol.Events
export type EventPayload<E extends EventName> = Protocol.Events[E]
