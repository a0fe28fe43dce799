import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readlinkSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { chromiumArguments, findBrowser } from '../../../scripts/browser.ts'
import { createConnection, type Connection } from './connection.ts'
import { watchTargets, type Targets } from './targets.ts'

export interface ChromiumOptions {
  /** Profile directory; cookies and localStorage live there. */
  profile: string
  /** `--name` or `--name=value`, given after the stand-in's own. */
  switches: readonly string[]
  /** Port of the DevTools web socket (0 = any), or null for none; the pipe is always there. */
  debuggingPort: number | null
}

export interface Chromium {
  readonly connection: Connection
  readonly targets: Targets
  /** Address of the DevTools web socket, or null where none was asked for. */
  readonly webSocketUrl: string | null
  readonly version: string
  /** Resolves when the process has ended. */
  readonly ended: Promise<void>
  /** Asks the browser to end and kills it after `limitMs`. */
  close: (limitMs: number) => Promise<void>
}

/** `--block-new-web-contents` is a second line of defence; popups are caught in the page. */
const standInSwitches = [
  '--no-startup-window',
  '--block-new-web-contents',
  '--no-default-browser-check',
  '--autoplay-policy=no-user-gesture-required',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--test-type',
  '--headless',
  '--remote-debugging-pipe'
]

/** Starts the browser. It ends by itself when this process dies, because its pipe closes then. */
export async function startChromium(options: ChromiumOptions): Promise<Chromium> {
  const path = findBrowser()
  if (path === null) throw new Error('Electron stand-in: no Chromium, Chrome or Edge was found')
  mkdirSync(options.profile, { recursive: true, mode: 0o700 })
  const child = spawn(path, chromiumCommand(options), {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe']
  })
  // Descriptors 3 and 4 were asked for as pipes just above.
  const [toBrowser, fromBrowser] = [child.stdio[3] as Writable, child.stdio[4] as Readable]
  const connection = createConnection(toBrowser, fromBrowser)
  let socketDirectory: string | null = null
  const ended = once(child, 'exit').then(() => {
    connection.fail('the browser has ended')
    if (socketDirectory !== null) rmSync(socketDirectory, { recursive: true, force: true })
  })
  const webSocketUrl = options.debuggingPort === null ? null : await readWebSocketUrl(child)
  socketDirectory = findSocketDirectory(options.profile)
  const { product } = await connection.browser.send('Browser.getVersion')
  return {
    connection,
    targets: await watchTargets(connection.browser),
    webSocketUrl,
    version: product.replace(/^.*\//, ''),
    ended,
    close: (limitMs) => close(child, { connection, ended, limitMs })
  }
}

/** Chromium keeps its lock's socket in a temporary directory, and leaves it there when it is killed. */
function findSocketDirectory(profile: string): string | null {
  try {
    const directory = dirname(readlinkSync(join(profile, 'SingletonSocket')))
    return /^\.?org\.chromium\./.test(basename(directory)) ? directory : null
  } catch {
    return null
  }
}

function chromiumCommand({ profile, switches, debuggingPort }: ChromiumOptions): string[] {
  return [
    ...chromiumArguments,
    ...standInSwitches,
    `--user-data-dir=${profile}`,
    ...(debuggingPort === null ? [] : [`--remote-debugging-port=${debuggingPort}`]),
    ...switches
  ]
}

async function readWebSocketUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const url = /DevTools listening on (ws:\/\/\S+)/.exec(text)?.[1]
      if (url !== undefined) resolve(url)
    })
    child.once('exit', (code) => {
      reject(
        new Error(`Electron stand-in: the browser ended at its start (${code ?? ''})\n${text}`)
      )
    })
  })
}

interface Closing {
  connection: Connection
  ended: Promise<void>
  limitMs: number
}

async function close(child: ChildProcess, { connection, ended, limitMs }: Closing): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const timer = setTimeout(() => child.kill('SIGKILL'), limitMs)
  await connection.browser.send('Browser.close').catch(() => undefined)
  await ended
  clearTimeout(timer)
}
