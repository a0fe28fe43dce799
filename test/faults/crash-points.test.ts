import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { namesIn, sha256, temporaryFolder } from '../support/folders.ts'
import { anAgent, libraryFrom } from '../support/library-bench.ts'
import { madeMp4 } from '../support/made-mp4.ts'
import { answer, octets } from '../support/raw-answers.ts'
import { startRawServer, type RawServer } from '../support/raw-server.ts'
import type { CrashOrder } from './crash/child.ts'
import type { CrashPlan } from './crash/hook.ts'
import { inspect } from './inspect.ts'
import { report } from './report.ts'
import { isWhole } from './size.ts'

const video = madeMp4(300_000)
const sent = { bytes: video.length, sha256: sha256(video) }
const program = resolve(import.meta.dirname, 'crash/child.ts')
const cache = { folder: '' }
const ways = [
  ['with hard links', true],
  ['without hard links', false]
] as const

beforeAll(async () => {
  cache.folder = await mkdtemp(join(tmpdir(), 'callside-cache-'))
})
afterAll(() => rm(cache.folder, { recursive: true, force: true }))

async function serve(): Promise<RawServer> {
  const server = await startRawServer((_request, socket) => {
    socket.end(answer({ headers: octets, body: video }))
  })
  onTestFinished(() => server.close())
  return server
}

interface Crash {
  readonly root: string
  readonly signal: NodeJS.Signals | null
  readonly output: string
}

/** Saves a recording in a process that ends itself as planned. */
async function crash(server: RawServer, plan: CrashPlan): Promise<Crash> {
  const root = await temporaryFolder()
  const { origin, ca } = server
  const order: CrashOrder = { ...plan, root, origin, ca }
  const child = spawn(process.execPath, [program, JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '', NODE_COMPILE_CACHE: cache.folder },
    timeout: 60_000,
    killSignal: 'SIGTERM'
  })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  const signal = await new Promise<NodeJS.Signals | null>((ended) => {
    child.once('close', (_code, by) => {
      ended(by)
    })
  })
  return { root, signal, output: Buffer.concat(chunks).toString('utf8') }
}

/** Every effect of one save, in order. */
async function effectsOf(server: RawServer, links: boolean): Promise<string[]> {
  const { output } = await crash(server, { after: null, half: false, links })
  return JSON.parse(output) as string[]
}

/** What the next start makes of it: one truthful state, and after the sign-in one whole file. */
async function liesAfter(server: RawServer, root: string): Promise<string[]> {
  const bench = await libraryFrom({ handler: () => undefined, server, root })
  await bench.opened.start()
  const before = await inspect({ root, sentFor: () => [sent] })
  bench.opened.signedInAs(anAgent)
  const [item] = bench.items()
  if (item === undefined) return ['the row is lost']
  if (item.save.state === 'not-saved') bench.opened.library.save(item.itemId)
  await bench.reach(item.itemId, 'saved')
  const after = await inspect({ root, sentFor: () => [sent] })
  const names = await namesIn(bench.folder)
  await bench.close()
  const finals = names.filter((name) => name.endsWith('.mp4'))
  const alone = finals.length === 1 ? [] : [`there are ${finals.length} files`]
  return [...before.lies, ...after.lies.map((lie) => `later: ${lie}`), ...alone]
}

interface Moment {
  readonly after: number
  readonly half: boolean
}

/** Moments of one save: after each effect, and in the middle of each write; the first is before all. */
function momentsOf(effects: readonly string[]): Moment[] {
  const all = ['nothing', ...effects].map((_effect, after) => ({ after, half: false }))
  const writes = all.filter(({ after }) => /^write(File)?$/.test(effects[after - 1] ?? ''))
  return [...all, ...writes.map(({ after }) => ({ after, half: true }))]
}

/** Where the two ways differ: the rest is shown once, unless the whole suite runs. */
const isTaking = (effect = ''): boolean => /^(open mp4|writeFile|rename part)$/.test(effect)

describe.each(ways)('D34: a crash while a file is saved, %s,', (way, links) => {
  test('leaves one truthful state, whatever was done last', async () => {
    const server = await serve()
    const effects = await effectsOf(server, links)
    expect(effects.length).toBeGreaterThan(15)
    const failures: string[] = []
    const left = momentsOf(effects).filter(({ after }) => {
      return links || isWhole || isTaking(effects[after - 1]) || isTaking(effects[after])
    })
    report(`crashes while a file is saved, ${way}: ${left.length}`)
    const work = async (): Promise<void> => {
      for (let moment = left.pop(); moment !== undefined; moment = left.pop()) {
        const { after, half } = moment
        const { root, signal } = await crash(server, { after, half, links })
        const name = `${half ? 'in' : 'after'} ${after} (${effects[after - 1] ?? 'nothing'})`
        if (signal !== 'SIGKILL') failures.push(`${name}: it did not crash`)
        else failures.push(...(await liesAfter(server, root)).map((lie) => `${name}: ${lie}`))
      }
    }
    await Promise.all([work(), work()])
    expect(failures).toEqual([])
  }, 600_000)
})
