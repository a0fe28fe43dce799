import { fork, type ChildProcess, type StdioOptions } from 'node:child_process'
import { join } from 'node:path'
import { offeredStatics, type Offered, type OfferedStatics } from '../offered.ts'
import { describeKey } from '../recorder.ts'
import { HostEmitter } from '../typing/events.ts'
import { NotOfferedError, offerClass } from '../typing/offer.ts'
import { official } from '../typing/official.ts'

/** `utilityProcess`: a real Node process; messages are structured clones. */
class HostUtilityProcess
  extends HostEmitter<Electron.UtilityProcess>
  implements Offered<'UtilityProcess'>
{
  readonly official: Electron.UtilityProcess
  readonly stdout: NodeJS.ReadableStream | null
  readonly stderr: NodeJS.ReadableStream | null
  readonly #child: ChildProcess
  #isRunning = false

  constructor(child: ChildProcess) {
    super()
    this.#child = child
    this.stdout = child.stdout
    this.stderr = child.stderr
    this.official = official('UtilityProcess', this, 'utilityProcess')
    child.once('spawn', () => {
      this.#isRunning = true
      this.fire('spawn')
    })
    child.on('message', (message) => this.fire('message', message))
    child.once('exit', (code, signal) => {
      this.#isRunning = false
      // Electron gives the raw wait status; a signal appears as its number there.
      this.fire('exit', code ?? signalNumbers[signal ?? ''] ?? 1)
    })
    child.on('error', (error) => {
      process.stderr.write(`Electron stand-in: utility process: ${error.message}\n`)
    })
  }

  get [describeKey](): string {
    return `[UtilityProcess ${this.#child.pid ?? ''}]`
  }
  get pid(): number | undefined {
    return this.#isRunning ? this.#child.pid : undefined
  }
  postMessage(message: unknown, transfer?: Electron.MessagePortMain[]): void {
    if (transfer !== undefined && transfer.length > 0) {
      throw new NotOfferedError('utilityProcess.postMessage with transfer')
    }
    // Copied now, as Electron does; written in a turn of its own (see writeLater of the connection).
    const copy: unknown = structuredClone(message)
    setImmediate(() => {
      // `advanced` serialization takes whatever structured clone takes.
      this.#child.send(copy as Parameters<ChildProcess['send']>[0], () => undefined)
    })
  }
  kill(): boolean {
    return this.#child.kill()
  }
}

const signalNumbers: Record<string, number> = { SIGKILL: 9, SIGTERM: 15, SIGSEGV: 11, SIGABRT: 6 }

export interface UtilityProcesses {
  /** What `import { utilityProcess } from 'electron'` gives. */
  readonly module: object
  /** Ends those that still run. */
  killAll: () => void
}

export function createUtilityProcesses(isReady: () => boolean): UtilityProcesses {
  const running = new Set<ChildProcess>()
  const statics: OfferedStatics<'UtilityProcess'> = {
    fork: (modulePath, args = [], options = {}) => {
      if (!isReady()) throw new Error('utilityProcess cannot be created before app is ready.')
      const child = forkChild(modulePath, args, options)
      running.add(child)
      child.once('exit', () => running.delete(child))
      return new HostUtilityProcess(child).official
    }
  }
  return {
    module: offerClass(HostUtilityProcess, statics, {
      label: 'utilityProcess',
      statics: offeredStatics.UtilityProcess
    }),
    killAll: () => {
      for (const child of running) child.kill('SIGKILL')
    }
  }
}

function forkChild(
  modulePath: string,
  args: string[],
  { env, execArgv, cwd, stdio, serviceName }: Electron.ForkOptions
): ChildProcess {
  const boot = join(import.meta.dirname, 'boot.ts')
  return fork(modulePath, args, {
    execPath: process.execPath,
    execArgv: ['--disable-warning=ExperimentalWarning', '--import', boot, ...(execArgv ?? [])],
    serialization: 'advanced',
    stdio: toStdio(stdio),
    env: {
      ...(env ?? process.env),
      ELECTRON_STAND_IN_SERVICE: serviceName ?? 'Node Utility Process'
    },
    ...(cwd === undefined ? {} : { cwd })
  })
}

function toStdio(stdio: Electron.ForkOptions['stdio']): StdioOptions {
  const wanted = Array.isArray(stdio) ? stdio : Array(3).fill(stdio ?? 'inherit')
  const [, out = 'inherit', error = 'inherit'] = wanted as ('pipe' | 'ignore' | 'inherit')[]
  // Electron gives a utility process no standard input.
  return ['ignore', out, error, 'ipc']
}
