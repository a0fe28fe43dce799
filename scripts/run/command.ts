import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { delimiter, dirname, join, resolve } from 'node:path'

/**
 * Where Node keeps what it made of sources it has compiled before: a start of the built app on the
 * stand-in takes 0.36 s of processor time with it and 0.75 s without (`time electron . --doctor`).
 */
const compileCache = resolve(import.meta.dirname, '../../node_modules/.cache/node')

export interface Command {
  /** Path of the program. */
  file: string
  args: readonly string[]
}

export interface CommandOptions {
  cwd: string
  /** `collect` gives the output back, `show` passes it on while the command runs. */
  output: 'collect' | 'show'
  /** After this many milliseconds the command is ended and counts as failed; 0: no limit. */
  timeoutMs: number
  env?: Readonly<Record<string, string>>
}

export interface CommandResult {
  /** The exit code; null where a signal or the time limit ended the command. */
  code: number | null
  /** stdout and stderr as they came, empty with `show`. */
  output: string
  seconds: number
}

/** The command that runs an installed package's program on this very Node, on any platform. */
export function tool(cwd: string, name: string, packageName = name): Omit<Command, 'args'> {
  const folder = join(cwd, 'node_modules', packageName)
  // JSON.parse knows no types: npm wrote the file, and a wrong shape fails on the next line.
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    bin: string | Record<string, string>
  }
  const program = typeof bin === 'string' ? bin : bin[name]
  if (program === undefined) throw new Error(`${packageName} has no program called ${name}`)
  return { file: join(folder, program) }
}

/** Runs a program to its end, without stdin; never throws for a program that fails. */
export function runCommand(command: Command, options: CommandOptions): Promise<CommandResult> {
  const started = performance.now()
  const isScript = /\.[cm]?[jt]s$/.test(command.file)
  const [file, ...args] = isScript
    ? [process.execPath, command.file, ...command.args]
    : [command.file, ...command.args]
  const collect = options.output === 'collect'
  const own = { NODE_COMPILE_CACHE: compileCache, PATH: searchPath(options.cwd) }
  const child = spawn(file, args, {
    cwd: options.cwd,
    stdio: ['ignore', collect ? 'pipe' : 'inherit', collect ? 'pipe' : 'inherit'],
    timeout: options.timeoutMs,
    killSignal: 'SIGKILL',
    env: { ...process.env, ...options.env, ...own }
  })
  const chunks: Buffer[] = []
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk))
  return new Promise((resolve) => {
    const end = (code: number | null, note = ''): void => {
      const output = Buffer.concat(chunks).toString('utf8') + note
      resolve({ code, output, seconds: (performance.now() - started) / 1_000 })
    }
    child.once('error', (error) => {
      end(null, `${file} could not be started: ${error.message}\n`)
    })
    // With pipes wait for their end, or the last lines are lost; inherited ones may outlive the program.
    child.once(collect ? 'close' : 'exit', (code: number | null, signal: string | null) => {
      end(code, signal === null ? '' : `\nended by ${signal}\n`)
    })
  })
}

/** Programs that start others by name must meet the same Node, not an older one of the system. */
function searchPath(cwd: string): string {
  const own = [dirname(process.execPath), join(cwd, 'node_modules', '.bin')]
  return [...own, process.env['PATH'] ?? ''].join(delimiter)
}
