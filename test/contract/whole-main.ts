import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { serialize } from 'node:v8'
import { onTestFinished } from 'vitest'
import { systemClock as clock } from '../../src/main/clock.ts'
import { logText } from '../../src/main/diagnostics/log.ts'
import { observeRequest } from '../../src/main/diagnostics/observe-request.ts'
import { GatewayClock } from '../../src/main/gateway/gateway-clock.ts'
import { createHandlers } from '../../src/main/ipc/handlers.ts'
import { publishLibrary } from '../../src/main/ipc/publish-library.ts'
import { publishParts } from '../../src/main/ipc/publish-parts.ts'
import { createPublish } from '../../src/main/ipc/publish.ts'
import { createRateLimit } from '../../src/main/ipc/rate-limit.ts'
import { registerCommands } from '../../src/main/ipc/register.ts'
import { joinParts } from '../../src/main/join-parts.ts'
import { buildParts, type BuiltParts } from '../../src/main/parts.ts'
import { openSettings } from '../../src/main/settings/open-settings.ts'
import type { ObjectStore } from '../../src/main/settings/settings-file.ts'
import { defaultTimings } from '../../src/main/timings.ts'
import { createBridge as createPreloadBridge } from '../../src/preload/bridge.ts'
import { createBridge } from '../../src/renderer/src/bridge.ts'
import type { EventValue } from '../../src/shared/ipc/contract.ts'
import type { EventName } from '../../src/shared/ipc/names.ts'
import { forkFileWork } from '../support/forked-file-work.ts'
import { fakeWire, type Sender } from './fake-wire.ts'
import { patiently } from '../support/patiently.ts'

export interface WholeMainOptions {
  /** Settings, log and saved files go here. */
  folder: string
  policy: unknown
}

/** All of main but Electron, over a wire of ours: what `app.ts` joins, with a desktop of memory. */
export function wholeMain({ folder, policy }: WholeMainOptions) {
  const wire = fakeWire()
  const logFile = join(folder, 'callside.log')
  const writeLog = (line: string): void => {
    writeFileSync(logFile, `${line}\n`, { flag: 'a' })
  }
  const clipboard = { text: '' }
  const { settings, policy: read } = openSettings({
    ...{ path: join(folder, 'settings.json'), open: () => jsonFile(join(folder, 'settings.json')) },
    ...{ stamp: '0', policyText: JSON.stringify(policy), systemLanguage: 'en' },
    ...{ defaultSaveFolder: join(folder, 'saved'), appVersion: '0.1.0', now: () => Date.now() },
    kindOf: () => 'local',
    keptFolders: { platform: 'linux', userData: join(folder, 'settings'), temp: '/nowhere' }
  })
  const gatewayClock = new GatewayClock()
  const parts: BuiltParts = buildParts({
    ...{ clock, settings, policy: read },
    timings: { ...defaultTimings, pollPauseMinMs: 5, pollPauseMaxMs: 10, publishEveryMs: 10 },
    clipboard: {
      readText: () => Promise.resolve(clipboard.text),
      writeText: (text) => {
        clipboard.text = text
        return Promise.resolve()
      }
    },
    network: {
      resolveProxy: () => Promise.resolve('DIRECT'),
      box: {
        available: () => Promise.resolve(false),
        seal: () => Promise.reject(new Error('no key store')),
        open: () => Promise.reject(new Error('no key store'))
      }
    },
    desktop: {
      chooseFolder: () => Promise.resolve(null),
      chooseCaFile: () => Promise.resolve(null),
      showInFolder: () => undefined,
      openAddress: () => Promise.resolve(),
      chooseArchive: () => Promise.resolve(null),
      bin: () => Promise.resolve(),
      quit: () => undefined
    },
    desktopFacts: { notificationsOffered: () => true, keysFree: () => true },
    libraryPath: join(folder, 'library.db'),
    auditPath: join(folder, 'supervision-audit.jsonl'),
    work: forkFileWork(),
    onBug: (thrown) => {
      throw thrown
    },
    gatewayClock,
    onRequest: observeRequest({
      clock: gatewayClock,
      log: (line) => {
        writeLog(logText(line))
      },
      show: (line) => {
        parts.timeline.request(line)
      }
    })
  })
  joinParts(parts)
  registerCommands<Sender>({
    ...{ ipc: wire.ipc, handlers: createHandlers(parts), isTrusted: ({ trusted }) => trusted },
    sizeOf: (raw) => serialize(raw).byteLength,
    rateLimit: createRateLimit({ elapsed: aSecondACommand() }),
    report: (command, { code, retcode }) => {
      writeLog(logText({ level: 'warn', what: 'command failed', command, code, retcode }))
      return 'ref'
    }
  })
  const publish = createPublish({
    ...{ clock, everyMs: 10, send: wire.send },
    log: (line) => {
      writeLog(logText(line))
    }
  })
  publishParts(parts, publish)
  const { libraryFeed: feed } = parts
  publishLibrary({ feed, publish, clock, everyMs: 10, send: wire.send })
  void parts.openedLibrary.start()
  onTestFinished(() => close(parts))
  const raw = createPreloadBridge(wire.preload)
  return { wire, raw, bridge: createBridge(raw), parts, clipboard, logFile, shown: shownBy(raw) }
}

async function close({ session, captures, openedLibrary, rejoin }: BuiltParts): Promise<void> {
  session.close()
  captures.close()
  await Promise.allSettled([openedLibrary.close(), rejoin.clear()])
}

/**
 * The clock of a person for the rate limit: a command each second. By the real clock a quick machine
 * signs in for the fourth time before a second has passed, and is refused as a page run wild.
 */
function aSecondACommand(): () => number {
  let given = 0
  return () => 1000 * given++
}

function jsonFile(path: string): ObjectStore {
  return {
    // The file is this test's own.
    read: () =>
      existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>) : {},
    write: (value) => {
      writeFileSync(path, JSON.stringify(value))
    }
  }
}

/** Waits, as a person at a screen does, until an event has shown what is expected. */
function shownBy(raw: ReturnType<typeof createPreloadBridge>) {
  const last = new Map<EventName, unknown>()
  return async <N extends EventName, R>(
    name: N,
    look: (value: EventValue<N>) => R | null | undefined | false
  ): Promise<R> => {
    if (!last.has(name)) {
      last.set(name, undefined)
      raw.on(name, (value) => last.set(name, value))
    }
    return patiently(() => {
      // Main parsed it with the schema of this name.
      const seen = last.get(name) === undefined ? null : look(last.get(name) as EventValue<N>)
      if (seen === null || seen === undefined || seen === false) throw new Error(`not yet: ${name}`)
      return seen
    })
  }
}
