import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Control, PracticeAgent, Script } from '../../../src/simulator/index.ts'

/** The same members as in the gateway's own process, each answering a promise. */
export type Remote<T> = {
  [K in keyof T]: T[K] extends (...args: infer A) => infer R
    ? (...args: A) => Promise<Awaited<R>>
    : never
}

/** A practice gateway in a process of its own. */
export interface RemoteGateway {
  url: string
  port: number
  certificatePem: string
  certificateFile: string
  fingerprint256: string
  agents: readonly PracticeAgent[]
  pid: number
  control: Remote<Control>
  script: Remote<Script>
  /** Asks it to end and waits. Returns its exit code. */
  stop(): Promise<number | null>
}

const main = resolve(import.meta.dirname, '../../../src/simulator/main.ts')

/** Members of `part`, each a request to the control port. */
function remote<T extends object>(controlUrl: string, part: string): Remote<T> {
  const call =
    (name: string) =>
    async (...args: unknown[]): Promise<unknown> => {
      const body = JSON.stringify(args)
      const reply = await fetch(`${controlUrl}/${part}/${name}`, { method: 'POST', body })
      const { result, error } = (await reply.json()) as { result?: unknown; error?: string }
      if (error !== undefined) throw new Error(error)
      return result
    }
  // A proxy has the members that the type names, whatever they are.
  return new Proxy({}, { get: (_target, name) => call(String(name)) }) as Remote<T>
}

/** Starts `src/simulator/main.ts` with these flags, and with remote control. */
export async function spawnGateway(flags: readonly string[] = []): Promise<RemoteGateway> {
  const args = [main, '--json', '--attached', '--control', ...flags]
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })
  const ended = once(child, 'exit') as Promise<[number | null]>
  const said = await Promise.race([once(lines, 'line'), ended.then(() => null)])
  if (said === null) throw new Error(`The gateway ended with ${String((await ended)[0])}`)
  const announced = JSON.parse(String(said[0])) as RemoteGateway & { controlUrl: string }
  return {
    ...announced,
    control: remote<Control>(announced.controlUrl, 'control'),
    script: remote<Script>(announced.controlUrl, 'script'),
    stop: async () => {
      child.stdin.end()
      return (await ended)[0]
    }
  }
}
