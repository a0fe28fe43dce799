import { spawn, spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { temporaryFolder } from '../../support/folders.ts'
import type { RawServer } from '../../support/raw-server.ts'
import type { TracedEnd, TracedOrder } from './child.ts'

const program = resolve(import.meta.dirname, 'child.ts')

/** True where strace may trace and change what a process is told: not in most containers. */
export function canTrace(): boolean {
  const probe = ['-f', '-qq', '-e', 'trace=link', '-e', 'inject=link:error=EBUSY:when=1', 'true']
  return (
    process.platform === 'linux' && spawnSync('strace', probe, { stdio: 'ignore' }).status === 0
  )
}

/** True where the size of files may be limited. */
export function canLimit(): boolean {
  return spawnSync('prlimit', ['--fsize=1000000', 'true'], { stdio: 'ignore' }).status === 0
}

export interface Run {
  readonly end: TracedEnd
  /** The system calls that were asked for, in the order in which they ended; paths in `<>`. */
  readonly calls: readonly string[]
}

export interface Tracing {
  readonly what: TracedOrder['what']
  readonly root: string
  readonly server: RawServer
  /** Of strace: what to trace, and what to change. */
  readonly flags: readonly string[]
}

/** Runs one save under strace, with one thread for files so that calls are counted in their order. */
export async function traced({ flags, ...order }: Tracing): Promise<Run> {
  const log = join(await temporaryFolder(), 'calls')
  const output = await run('strace', ['-f', '-qq', '-y', '-o', log, ...flags], order)
  return { ...output, calls: callsIn(await readFile(log, 'utf8')) }
}

/** Runs one save in which no file may become larger than so many bytes. */
export async function limited(bytes: number, order: Omit<Tracing, 'flags'>): Promise<Run> {
  return { ...(await run('prlimit', [`--fsize=${bytes}`], order)), calls: [] }
}

async function run(
  tool: string,
  flags: readonly string[],
  { what, root, server: { origin, ca } }: Omit<Tracing, 'flags'>
): Promise<{ end: TracedEnd }> {
  const order: TracedOrder = { what, root, origin, ca }
  const child = spawn(tool, [...flags, process.execPath, program, JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 100_000,
    env: { ...process.env, NODE_OPTIONS: '', UV_THREADPOOL_SIZE: '1' }
  })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  await new Promise((closed) => child.once('close', closed))
  const text = /^end (.*)$/m.exec(Buffer.concat(chunks).toString('utf8'))?.[1]
  if (text === undefined) throw new Error(`The child said nothing under ${tool}`)
  // Both sides are of this suite.
  return { end: JSON.parse(text) as TracedEnd }
}

/** A call that another thread's interrupts is written in two halves; it counts where it ended. */
function callsIn(log: string): string[] {
  const begun = new Map<string, string>()
  return log.split('\n').flatMap((line) => {
    const [, thread = '', text = ''] = /^(\d+) +(.*)$/.exec(line) ?? []
    const unfinished = /^(.*) <unfinished \.\.\.>$/.exec(text)?.[1]
    if (unfinished !== undefined) {
      begun.set(thread, unfinished)
      return []
    }
    const rest = /^<\.\.\. \w+ resumed>(.*)$/.exec(text)?.[1]
    if (rest === undefined) return text === '' ? [] : [text]
    return [`${begun.get(thread) ?? ''}${rest}`]
  })
}
