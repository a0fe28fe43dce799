import type { Handlers } from '../../shared/ipc/contract.ts'
import type { CommandName } from '../../shared/ipc/names.ts'

type Handler = (input: never) => Promise<unknown>

/**
 * The same handlers, each giving what its type says: one that throws at once gives a promise that is
 * rejected. The tray and other callers in main have no other place in which they would look for it.
 */
export const promised = (handlers: Handlers): Handlers =>
  // Each name keeps its handler's input and output.
  Object.fromEntries(
    Object.entries<Handler>(handlers).map(([name, handler]) => [
      name,
      async (input: never) => handler(input)
    ])
  ) as Record<CommandName, unknown> as Handlers
