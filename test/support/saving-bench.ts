import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { createGatewayClient } from '../../src/main/gateway/client.ts'
import { createCredentials } from '../../src/main/gateway/credentials.ts'
import { createTransfer, type TransferJob } from '../../src/main/library/transfer.ts'
import {
  createWholeFiles,
  type SavedFile,
  type TransferProgress
} from '../../src/main/library/whole-file.ts'
import { signedInBy, type RequireSignedIn } from '../../src/main/session/signed-in.ts'
import { AppError } from '../../src/shared/errors.ts'
import { namesIn, sha256, temporaryFolder } from './folders.ts'
import { startRawServer, type RawHandler } from './raw-server.ts'

const video = {
  via: 'path',
  recordId: 'Y:/1/0/20201202/503/1714442.mp4',
  locationId: '256'
} as const

export interface SavingBench {
  readonly folder: string
  readonly targets: () => string[]
  readonly told: TransferProgress[]
  readonly signedIn: RequireSignedIn
  /** Open connections of the client to the server. */
  readonly open: () => number
  readonly save: (job?: Partial<TransferJob>) => Promise<SavedFile>
  readonly cancel: () => void
  readonly signOut: () => void
  /** Saves, which must fail; gives the code, and fails where anything is left in the folder. */
  readonly failure: (job?: Partial<TransferJob>) => Promise<string>
  /** Saves, which must work; fails where the file does not hold exactly `bytes`. */
  readonly success: (bytes: Buffer) => Promise<SavedFile>
}

/** The real transfer, over the real client, from a server that answers byte for byte what a test says. */
export async function savingFrom(handler: RawHandler): Promise<SavingBench> {
  const folder = await temporaryFolder()
  let open = 0
  const server = await startRawServer((request, socket) => {
    open += 1
    socket.once('close', () => (open -= 1))
    handler(request, socket)
  })
  const credentials = createCredentials({ guid: `${'1'.repeat(36)}.AgentGateway0`, cookie: null })
  const client = createGatewayClient({
    ...{ origin: server.origin, ca: server.ca, credentials },
    ...{ observe: () => undefined, now: () => Date.now() }
  })
  onTestFinished(async () => {
    client.close()
    await server.close()
  })
  const cancelling = new AbortController()
  const ending = new AbortController()
  const told: TransferProgress[] = []
  const signedIn: RequireSignedIn = () => {
    if (ending.signal.aborted) throw new AppError('could-not-ask:signed-out', 'Signed out')
    return signedInBy(client, '1001', ending.signal)
  }
  const transfer = createTransfer({ signedIn, files: createWholeFiles({ reserveBytes: 0 }) })
  const subject = { at: 0, agentId: '1001', callId: '1-2', serverPath: video.recordId }

  const save: SavingBench['save'] = (job = {}) =>
    transfer(
      { remote: video, family: 'video', folder, subject, ...job },
      (progress) => told.push(progress),
      cancelling.signal
    )
  return {
    folder,
    told,
    signedIn,
    targets: () => server.requests.map(({ target }) => target),
    open: () => open,
    save,
    cancel: () => {
      cancelling.abort()
    },
    signOut: () => {
      ending.abort(new AppError('could-not-ask:cancelled', 'The sign-in has ended'))
      client.close()
    },
    async failure(job) {
      const outcome = await save(job).catch((error: unknown) => AppError.from(error))
      expect(await namesIn(folder)).toEqual([])
      return outcome instanceof AppError ? outcome.code : 'saved'
    },
    async success(bytes) {
      const saved = await save()
      expect(saved.sha256).toBe(sha256(bytes))
      expect(sha256(await readFile(join(folder, saved.fileName)))).toBe(sha256(bytes))
      expect(await namesIn(folder)).toEqual([saved.fileName])
      return saved
    }
  }
}
