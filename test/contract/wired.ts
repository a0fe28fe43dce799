import { serialize } from 'node:v8'
import { createRateLimit } from '../../src/main/ipc/rate-limit.ts'
import { registerCommands } from '../../src/main/ipc/register.ts'
import { createBridge as createPreloadBridge } from '../../src/preload/bridge.ts'
import { createBridge } from '../../src/renderer/src/bridge.ts'
import type { AppError } from '../../src/shared/errors.ts'
import type { Handlers } from '../../src/shared/ipc/contract.ts'
import type { CommandName } from '../../src/shared/ipc/names.ts'
import { manualClock } from '../support/manual-clock.ts'
import { fakeWire, type Sender } from './fake-wire.ts'
import { sampleOutputs } from './samples.ts'

export interface Report {
  readonly command: CommandName
  readonly error: AppError
}

export interface WiredOptions {
  handlers?: Partial<Handlers>
  sender?: Sender
  sizeOf?: (raw: unknown) => number
}

/** Register, preload bridge and renderer bridge as the app joins them, over a wire of ours. */
export function wired({ handlers = {}, sender, sizeOf }: WiredOptions = {}) {
  const wire = fakeWire(sender)
  const clock = manualClock()
  const reports: Report[] = []
  const calls: { name: string; input: unknown }[] = []
  registerCommands<Sender>({
    ipc: wire.ipc,
    handlers: counted({ ...sampleHandlers(), ...handlers }, calls),
    isTrusted: ({ trusted }) => trusted,
    sizeOf: sizeOf ?? ((raw) => serialize(raw).byteLength),
    rateLimit: createRateLimit(clock),
    report: (command, error) => `ref-${reports.push({ command, error })}`
  })
  const raw = createPreloadBridge(wire.preload)
  return { wire, clock, reports, calls, raw, bridge: createBridge(raw) }
}

/** Every command answers with a value that its output schema takes. */
function sampleHandlers(): Handlers {
  const handlers = Object.entries(sampleOutputs).map(([name, output]) => [
    name,
    () => Promise.resolve(output)
  ])
  // `sampleOutputs` has one value for each command, of that command's type.
  return Object.fromEntries(handlers) as Handlers
}

/** Notes each input that reaches a handler. */
function counted(handlers: Handlers, calls: { name: string; input: unknown }[]): Handlers {
  const entries = Object.entries(handlers).map(([name, handle]) => [
    name,
    (input: never): Promise<unknown> => {
      calls.push({ name, input })
      return handle(input)
    }
  ])
  // The same names with the same functions, one step later.
  return Object.fromEntries(entries) as Handlers
}
