import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { inspect, type Inspection } from '../inspect.ts'
import { createRandom, type Random } from '../random.ts'
import { startFaultyGateway, type FaultyGateway } from './gateway.ts'
import { Ledger } from './ledger.ts'
import type { RunOrder, Told } from './messages.ts'
import { createRecordings, numberOf, type Recordings } from './recordings.ts'

export interface KillCounts {
  kills: number
  /** Kills of the process that works on files alone. */
  fileProcessKills: number
  /** Of those above, before the start had set everything right. */
  duringStart: number
  /** Rows that were told to somebody, each change of each. */
  acknowledged: number
  filesChecked: number
  seconds: number
}

export interface KillResult {
  readonly seed: number
  readonly counts: KillCounts
  /** Each with the seed that brings it back. */
  readonly failures: readonly string[]
}

/** Kills on the same folder, before a new one begins: its rows and files must stay few enough to be compared. */
const killsAFolder = 20
/** A start that takes longer hangs. */
const startMs = 60_000

const program = resolve(import.meta.dirname, 'child.ts')

/** Kills a library at random moments, `kills` times, and looks after each start what is true. */
export async function killLoop(seed: number, kills: number): Promise<KillResult> {
  const started = performance.now()
  const cache = await mkdtemp(join(tmpdir(), 'callside-cache-'))
  const none = { kills: 0, fileProcessKills: 0, duringStart: 0, acknowledged: 0 }
  const counts: KillCounts = { ...none, filesChecked: 0, seconds: 0 }
  const failures: string[] = []
  for (let round = 0; counts.kills < kills; round += 1) {
    const wanted = Math.min(killsAFolder, kills - counts.kills)
    const folder = await KilledFolder.open(seed + round, cache, counts)
    const lies = await folder.run(wanted).finally(() => folder.close())
    failures.push(...lies.map((lie) => `seed ${seed + round}: ${lie}`))
  }
  await rm(cache, { recursive: true, force: true })
  counts.seconds = Math.round((performance.now() - started) / 1_000)
  return { seed, counts, failures }
}

/** One library that is killed again and again on the same folder. */
class KilledFolder {
  readonly #seed: number
  readonly #root: string
  readonly #cache: string
  readonly #counts: KillCounts
  readonly #random: Random
  readonly #recordings: Recordings
  readonly #gateway: FaultyGateway
  readonly #ledger = new Ledger()
  readonly #known = new Map<string, string>()
  readonly #lies: string[] = []

  static async open(seed: number, cache: string, counts: KillCounts): Promise<KilledFolder> {
    const recordings = createRecordings(seed)
    const gateway = await startFaultyGateway(recordings, seed)
    const root = await mkdtemp(join(tmpdir(), 'callside-kill-'))
    return new KilledFolder({ seed, root, cache, counts, recordings, gateway })
  }

  private constructor(made: {
    seed: number
    root: string
    cache: string
    counts: KillCounts
    recordings: Recordings
    gateway: FaultyGateway
  }) {
    this.#seed = made.seed
    this.#root = made.root
    this.#cache = made.cache
    this.#counts = made.counts
    this.#recordings = made.recordings
    this.#gateway = made.gateway
    this.#random = createRandom(made.seed)
  }

  async run(kills: number): Promise<readonly string[]> {
    for (let kill = 1; kill <= kills && this.#lies.length === 0; kill += 1) {
      await this.#once(kill).catch((thrown: unknown) => this.#lies.push(String(thrown)))
    }
    if (this.#lies.length === 0) {
      await this.#finish().catch((thrown: unknown) => this.#lies.push(String(thrown)))
    }
    this.#counts.acknowledged += this.#ledger.changes
    this.#counts.filesChecked += this.#known.size
    return this.#lies
  }

  async close(): Promise<void> {
    await this.#gateway.close()
    await rm(this.#root, { recursive: true, force: true })
  }

  /** Starts it, looks what is true, lets it work, and kills it. */
  async #once(kill: number): Promise<void> {
    const child = this.#start(kill, false)
    const waitMs = this.#random.whole(20, 900)
    const early = this.#random.chance(0.12)
    const hitsFileProcess = this.#random.chance(0.5)
    try {
      if (early) {
        await pause(Math.min(waitMs, 600))
        this.#counts.duringStart += 1
        return
      }
      await this.#recovered(child, `kill ${kill}`)
      child.process.send('go')
      await pause(waitMs / 2)
      if (hitsFileProcess) this.#killFileProcess(child)
      await pause(waitMs / 2)
    } finally {
      this.#counts.kills += 1
      await child.kill()
    }
  }

  /** Everything that was asked for comes to its end, whatever happened before. */
  async #finish(): Promise<void> {
    this.#gateway.calm = true
    const child = this.#start(0, true)
    try {
      await this.#recovered(child, 'end')
      const finished = child.heard('finished')
      child.process.send('go')
      await within(finished, startMs, 'It did not bring everything to an end')
      await once(child.process, 'exit')
    } finally {
      await child.kill()
    }
    const last = await this.#look('after the end')
    for (const path of last.litter) this.#lies.push(`at the end ${path} is still there`)
    const waiting = last.rows.filter(({ save }) => save.state === 'waiting-sign-in')
    for (const { key } of waiting) this.#lies.push(`at the end ${key} still waits`)
  }

  async #recovered(child: Child, when: string): Promise<void> {
    await within(child.heard('recovered'), startMs, 'It did not start')
    const found = await this.#look(when)
    this.#lies.push(...this.#ledger.compare(found).map((lie) => `${when}: ${lie}`))
    this.#ledger.begin(found)
  }

  async #look(when: string): Promise<Inspection> {
    const found = await inspect({
      root: this.#root,
      known: this.#known,
      sentFor: ({ key }) => this.#recordings.versionsOf(numberOf(key)),
      mayBeGone: (itemId) => this.#ledger.wasBegun(itemId, 'remove')
    })
    this.#lies.push(...found.lies.map((lie) => `${when}: ${lie}`))
    return found
  }

  #killFileProcess(child: Child): void {
    const pid = child.fileProcess()
    if (pid === null) return
    try {
      process.kill(pid, 'SIGKILL')
      this.#counts.fileProcessKills += 1
    } catch {
      // It ended by itself just then.
    }
  }

  #start(kill: number, calm: boolean): Child {
    const { origin, ca } = this.#gateway
    const seed = this.#seed * 1_000 + kill
    const where = { root: this.#root, origin, ca, firstNumber: kill * 1_000 }
    const forked = this.#random.chance(0.5)
    return startChild({ ...where, seed, forked, calm }, this.#cache, (told) => {
      this.#ledger.hear(told)
      if (told.type === 'bug') this.#lies.push(`kill ${kill}: ${told.text}`)
    })
  }
}

interface Child {
  readonly process: ChildProcess
  heard(type: Told['type']): Promise<void>
  /** The process that works on files for it, if it is one of its own. */
  fileProcess(): number | null
  /** Ends it; everything that it told before has been heard by then. */
  kill(): Promise<void>
}

function startChild(order: RunOrder, cache: string, hear: (told: Told) => void): Child {
  const child = fork(program, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env: { ...process.env, NODE_OPTIONS: '', NODE_COMPILE_CACHE: cache }
  })
  const told = new Map<Told['type'], PromiseWithResolvers<undefined>>()
  const of = (type: Told['type']): PromiseWithResolvers<undefined> => {
    const known = told.get(type) ?? Promise.withResolvers<undefined>()
    told.set(type, known)
    return known
  }
  let fileProcess: number | null = null
  // The channel closes after the last message, which may be later than the exit.
  const ended = Promise.all([once(child, 'exit'), once(child, 'disconnect')])
  child.on('message', (message) => {
    // Both sides are of this suite.
    const one = message as Told
    hear(one)
    if (one.type === 'file-process') fileProcess = one.pid
    of(one.type).resolve(undefined)
  })
  child.send(order)
  return {
    process: child,
    heard: (type) => of(type).promise,
    fileProcess: () => fileProcess,
    async kill() {
      child.kill('SIGKILL')
      await ended
    }
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

async function within<T>(promise: Promise<T>, ms: number, otherwise: string): Promise<T> {
  const timeout = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    timeout.reject(new Error(otherwise))
  }, ms)
  try {
    return await Promise.race([promise, timeout.promise])
  } finally {
    clearTimeout(timer)
  }
}
