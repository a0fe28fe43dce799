import { AppError } from '../../shared/errors.ts'
import type { EventValue, Input, Output, RawBridge, Reply } from '../../shared/ipc/contract.ts'
import type { CommandName, EventName } from '../../shared/ipc/names.ts'
import type { Problem } from '../../shared/model/problem.ts'

type Arguments<N extends CommandName> = [undefined] extends [Input<N>]
  ? [name: N]
  : [name: N, input: Input<N>]

/** The way to main, typed by the contract. */
export interface Bridge {
  /** Gives one command. Rejects with a `CommandError` where main answers that it did not work. */
  call<N extends CommandName>(...command: Arguments<N>): Promise<Output<N>>
  /** Calls `listener` with each new value; the function returned ends that. */
  on<N extends EventName>(name: N, listener: (value: EventValue<N>) => void): () => void
}

/** An `AppError` as it came over IPC: with the reference under which main logged it. */
export class CommandError extends AppError {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.code, `Main answered ${problem.code}`, problem)
    this.problem = problem
  }
}

/** What a screen shows for something that was thrown; our own mistakes become `unexpected`. */
export function problemFrom(thrown: unknown): Problem {
  return thrown instanceof CommandError ? thrown.problem : { code: AppError.from(thrown).code }
}

export function createBridge(raw: RawBridge): Bridge {
  return {
    async call<N extends CommandName>(...[name, input]: Arguments<N>): Promise<Output<N>> {
      // Main parses every reply with the contract's output schema before it sends it.
      const reply = (await raw.invoke(name, input)) as Reply<Output<N>>
      if (reply.ok) return reply.value
      const problem: Problem & { ok?: false } = { ...reply }
      delete problem.ok
      throw new CommandError(problem)
    },
    on<N extends EventName>(name: N, listener: (value: EventValue<N>) => void): () => void {
      // Main builds every event from the contract's types; the preload passes it on untouched.
      return raw.on(name, (value) => {
        listener(value as EventValue<N>)
      })
    }
  }
}
