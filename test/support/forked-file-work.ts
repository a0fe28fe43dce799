import { fork, type ChildProcess } from 'node:child_process'
import { resolve } from 'node:path'
import { systemClock as clock } from '../../src/main/clock.ts'
import type { FileProcess } from '../../src/main/library/transfer/file-port.ts'
import type { FileWork } from '../../src/main/library/transfer/file-work.ts'
import { createRemoteFileWork } from '../../src/main/library/transfer/remote-file-work.ts'

const sourceEntry = resolve(import.meta.dirname, '../../src/main/transfer-process.ts')

/** Work in a real process of its own, which a test can look at and kill. */
export interface ForkedFileWork extends FileWork {
  /** Every process so far, the running one last. */
  readonly processes: readonly ChildProcess[]
  /** Every message that came from them, in order, and when (`Date.now()`). */
  readonly heard: readonly { readonly at: number; readonly message: unknown }[]
}

export interface ForkOptions {
  /** The script to run: the source by default, or the built bundle. */
  readonly entry?: string
  readonly env?: NodeJS.ProcessEnv
  readonly execArgv?: string[]
}

/** Runs the entry of the file process in a forked Node, as the app runs it in a utility process. */
export function forkFileWork({
  entry = sourceEntry,
  ...options
}: ForkOptions = {}): ForkedFileWork {
  const processes: ChildProcess[] = []
  const heard: { at: number; message: unknown }[] = []
  const spawn = (): FileProcess => {
    const child = fork(entry, [], {
      execArgv: options.execArgv ?? ['--disable-warning=ExperimentalWarning'],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...withoutNodeVariables(), ...options.env }
    })
    processes.push(child)
    child.on('message', (message) => heard.push({ at: Date.now(), message }))
    return processOf(child)
  }
  return { ...createRemoteFileWork({ spawn, clock }), processes, heard }
}

function processOf(child: ChildProcess): FileProcess {
  // A child that cannot be started tells an error and never an exit.
  child.on('error', () => undefined)
  return {
    // `advanced` serialization takes whatever structured clone takes.
    post: (message) => child.send(message as object, undefined, undefined, () => undefined),
    onMessage(listener) {
      child.on('message', listener)
      return () => child.off('message', listener)
    },
    onExit(listener) {
      child.once('exit', listener)
      return () => child.off('exit', listener)
    },
    kill: () => child.kill('SIGKILL')
  }
}

const withoutNodeVariables = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('NODE_')))
