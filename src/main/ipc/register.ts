import * as v from 'valibot'
import { AppError } from '../../shared/errors.ts'
import {
  commands,
  type Handlers,
  type Input,
  type Output,
  type Reply
} from '../../shared/ipc/contract.ts'
import { commandNames, type CommandName } from '../../shared/ipc/names.ts'
import { problemOf } from '../../shared/model/problem.ts'
import type { RateLimit } from './rate-limit.ts'

/** Largest input of a command, in bytes as structured clone writes them: what crosses the wire. */
export const inputLimitBytes = 256 * 1024

type Specs = {
  [N in CommandName]: {
    input: v.GenericSchema<unknown, Input<N>>
    output: v.GenericSchema<unknown, Output<N>>
  }
}
const specs: Specs = commands

export interface RegisterDeps<E> {
  ipc: { handle(channel: string, listener: (event: E, raw: unknown) => unknown): void }
  handlers: Handlers
  /** True only for the main frame of a window of ours at our own origin. */
  isTrusted(event: E): boolean
  /** Bytes that `raw` took on the wire. */
  sizeOf(raw: unknown): number
  rateLimit: RateLimit
  /** Logs what went wrong; gives the reference that the agent is shown. */
  report(command: CommandName, error: AppError): string
}

/** Answers every command of the contract: sender, rate, size and schema are checked, then the handler runs. */
export function registerCommands<E>(deps: RegisterDeps<E>): void {
  for (const name of commandNames) {
    deps.ipc.handle(name, (event, raw) =>
      deps.isTrusted(event)
        ? answer(deps, name, raw)
        : ({ ok: false, code: 'forbidden' } satisfies Reply<never>)
    )
  }
}

async function answer<E, N extends CommandName>(
  deps: RegisterDeps<E>,
  name: N,
  raw: unknown
): Promise<Reply<Output<N>>> {
  // Nothing is thrown: Electron would hand a page the error's own text.
  try {
    if (!deps.rateLimit(name)) return { ok: false, code: 'rate-limited' }
    if (deps.sizeOf(raw) > inputLimitBytes) return { ok: false, code: 'too-large' }
    const input = v.safeParse(specs[name].input, raw)
    if (!input.success) return { ok: false, code: 'invalid-input' }
    const result = await deps.handlers[name](input.output)
    // Parsed on the way out too: an output schema drops what it does not name, so no secret rides along.
    return { ok: true, value: v.parse(specs[name].output, result) }
  } catch (thrown) {
    const error = AppError.from(thrown)
    const ref = deps.report(name, error)
    return { ok: false, ...problemOf(error), ...(error.code === 'unexpected' ? { ref } : {}) }
  }
}
