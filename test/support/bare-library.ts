import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Happening } from '../../src/main/calls/timeline.ts'
import { systemClock, type Clock } from '../../src/main/clock.ts'
import { createGatewayClient } from '../../src/main/gateway/client.ts'
import { createCredentials } from '../../src/main/gateway/credentials.ts'
import { directLine } from '../../src/main/gateway/line-options.ts'
import { createArchive } from '../../src/main/library/evidence/archive.ts'
import { openLibrary } from '../../src/main/library/open-library.ts'
import { createFetch } from '../../src/main/library/transfer/fetch.ts'
import {
  defaultLimits,
  type FetchLimits,
  type FileWork
} from '../../src/main/library/transfer/file-work.ts'
import { createLocalFileWork } from '../../src/main/library/transfer/local-file-work.ts'
import { signedInBy, type RequireSignedIn } from '../../src/main/session/signed-in.ts'
import { AppError } from '../../src/shared/errors.ts'
import type { SettingsView } from '../../src/shared/model/settings.ts'
import type { RawServer } from './raw-server.ts'

export interface BareLibraryOptions {
  /** Where everything lies; a second library on the same folder is a second start of the app. */
  readonly root: string
  readonly server: Pick<RawServer, 'origin' | 'ca'>
  readonly clock?: Clock
  readonly work?: (clock: Clock) => FileWork
  readonly limits?: Partial<FetchLimits>
  readonly settings?: Partial<SettingsView>
  readonly retentionDays?: number
  readonly mayAdd?: boolean
  /** Fails as the system's bin does, where it does. */
  readonly bin?: (path: string) => Promise<void>
  readonly diskLookMs?: number
  /** Whether the agent who is signed in may see the rows of all agents; asked each time. */
  readonly maySeeAll?: () => boolean
}

export const anAgent = { host: 'gateway.example:8043', agentId: '1001' }

const settingsOf = (saveFolder: string, changes: Partial<SettingsView>): SettingsView => ({
  ...{ language: 'en', languageChoice: 'en', theme: 'light', saveFolder, saveFolderManaged: false },
  ...{ nameTemplate: '{date}_{time}_{agent}_{call}', videosAtOnce: 2, saveAfterCall: false },
  ...{ saveAfterCallWaitSeconds: 0, verifyEveryDays: 0, managed: [], lastSignIn: null },
  ...{ proxy: { mode: 'system' }, saveFolderKind: 'local' },
  appVersion: '0.0.0-test',
  ...changes
})

/** The whole library over the real wire, the real disk and the real database, in any process. */
export function bareLibrary({ root, server, ...options }: BareLibraryOptions) {
  const folder = join(root, 'saved')
  mkdirSync(folder, { recursive: true })
  const clock = options.clock ?? systemClock
  const settings = { now: settingsOf(folder, options.settings ?? {}) }
  const work = (options.work ?? localWork)(clock)
  const told: Happening[] = []
  const bugs: unknown[] = []
  const binned: string[] = []
  const archive = { path: null as string | null }
  const gateway = gatewayOf(server)
  const opened = openLibrary({
    ...{ path: join(root, 'library.db'), work, clock, newId: randomUUID },
    signedIn: gateway.signedIn,
    settings: () => settings.now,
    folder: () => settings.now.saveFolder,
    retentionDays: options.retentionDays ?? null,
    mayAdd: () => options.mayAdd ?? true,
    maySeeAll: options.maySeeAll ?? (() => false),
    bin: async (path) => {
      await options.bin?.(path)
      binned.push(path)
      await work.remove(path)
    },
    chooseArchive: () => Promise.resolve(archive.path),
    limits: { ...defaultLimits, reserveBytes: 0, ...options.limits },
    diskLookMs: options.diskLookMs ?? 50,
    random: () => 0,
    tell: (happening) => told.push(happening),
    onBug: (thrown) => bugs.push(thrown)
  })
  let isClosed = false
  const close = async (): Promise<void> => {
    if (isClosed) return
    isClosed = true
    await opened.close()
    gateway.close()
  }
  return { root, folder, opened, settings, told, bugs, binned, archive, gateway, close }
}

export type BareLibrary = ReturnType<typeof bareLibrary>

export const localWork = (clock: Clock): FileWork =>
  createLocalFileWork({ clock, fetch: createFetch({ clock }), archive: createArchive(clock) })

/** The gateway as the library sees it: it lends requests, with the Guid of that moment. */
function gatewayOf(server: Pick<RawServer, 'origin' | 'ca'>) {
  const guid = (n: number): string => `${String(n).repeat(36)}.AgentGateway0`
  const credentials = createCredentials({ guid: guid(1), cookie: null })
  const line = directLine(server.ca)
  const client = createGatewayClient({
    ...{ origin: server.origin, line: () => line, credentials },
    ...{ observe: () => undefined, now: () => Date.now() }
  })
  const ending = new AbortController()
  const signedIn: RequireSignedIn = () => {
    if (ending.signal.aborted) throw new AppError('could-not-ask:signed-out', 'Signed out')
    return signedInBy(client, '1001', ending.signal)
  }
  return {
    signedIn,
    /** The gateway gives out another Guid. */
    rotate(n: number): void {
      credentials.accept(credentials.ticket(), `JSESSIONID=${guid(n)}`)
    },
    end(): void {
      ending.abort()
    },
    close: () => {
      client.close()
    }
  }
}
