import type { EventValue, Input, Output, RawBridge, Reply } from '../../src/shared/ipc/contract.ts'
import type { CommandName, EventName } from '../../src/shared/ipc/names.ts'
import type { Problem } from '../../src/shared/model/problem.ts'

/** A value, or a function that gives one; a `Refusal` becomes a problem envelope. */
export type Replies = {
  [N in CommandName]?:
    Output<N> | Refusal | ((input: Input<N>) => Output<N> | Refusal | Promise<Output<N> | Refusal>)
}

/** What a reply says where the command did not work. */
export class Refusal {
  readonly problem: Problem

  constructor(problem: Problem) {
    this.problem = problem
  }
}

export const refusal = (problem: Problem): Refusal => new Refusal(problem)

export interface FakeBridge {
  raw: RawBridge
  /** Every command that was given, in order. */
  calls: readonly (readonly [name: CommandName, input: unknown])[]
  /** Sends an event, as main would. */
  emit<N extends EventName>(name: N, value: EventValue<N>): void
  /** Changes what a command answers from now on. */
  answer(replies: Replies): void
  /** How many listeners an event has now. */
  listeners(name: EventName): number
}

/** An in-memory main process: records commands, gives the replies it was told, emits events. */
export function fakeBridge(initial: Replies = {}): FakeBridge {
  const replies = new Map<string, unknown>(Object.entries(initial))
  const calls: [CommandName, unknown][] = []
  const listeners = new Map<EventName, Set<(value: unknown) => void>>()
  const of = (name: EventName): Set<(value: unknown) => void> => {
    const known = listeners.get(name) ?? new Set()
    listeners.set(name, known)
    return known
  }
  return {
    calls,
    raw: {
      invoke: async (name, input): Promise<Reply<unknown>> => {
        calls.push([name, input])
        const reply = replies.get(name)
        const value: unknown = isFunction(reply) ? await reply(input) : reply
        return value instanceof Refusal ? { ok: false, ...value.problem } : { ok: true, value }
      },
      on: (name, listener) => {
        of(name).add(listener)
        return () => of(name).delete(listener)
      }
    },
    emit: (name, value) => {
      for (const listener of [...of(name)]) listener(value)
    },
    answer: (changed) => {
      for (const [name, reply] of Object.entries(changed)) replies.set(name, reply)
    },
    listeners: (name) => of(name).size
  }
}

// `Replies` lets a function stand only for its own command's input, which is what it is called with.
const isFunction = (reply: unknown): reply is (input: unknown) => unknown =>
  typeof reply === 'function'
