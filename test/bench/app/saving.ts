import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { rootCertificates } from 'node:tls'
import { systemClock } from '../../../src/main/clock.ts'
import type { LentRequest } from '../../../src/main/gateway/lent-request.ts'
import { directLine } from '../../../src/main/gateway/line-options.ts'
import { createEvidence } from '../../../src/main/library/evidence/evidence.ts'
import { defaultTemplate, fileNameFrom } from '../../../src/main/library/files/name-template.ts'
import { ItemBook } from '../../../src/main/library/items/item-book.ts'
import type { ItemRow } from '../../../src/main/library/items/item-row.ts'
import { isSaved, isWaiting } from '../../../src/main/library/queue/save-record.ts'
import { Saver } from '../../../src/main/library/saving/saver.ts'
import {
  defaultLimits,
  type FetchNews,
  type FileWork
} from '../../../src/main/library/transfer/file-work.ts'
import type { SignedIn } from '../../../src/main/session/signed-in.ts'
import type { Fetched } from '../contestants/job.ts'
import { queuedRow } from './rows.ts'
import { openStore } from '../../support/open-store.ts'

export interface SavingOptions {
  readonly work: FileWork
  readonly url: string
  /** The server's authority, as PEM. */
  readonly ca: string
  /** For the videos; the database lies in a folder below. */
  readonly folder: string
}

/** The app's own way from a row in the queue to a saved file, with nothing left out but the gateway. */
export interface Saving {
  /** Puts a recording into the queue; gives its row. */
  queue(): ItemRow
  /** Saves it: fetched, hashed, flushed, placed, evidence written, each step in the database first. */
  save(row: ItemRow, onNews?: (news: FetchNews) => void): Promise<Fetched>
  close(): Promise<void>
}

export function createSaving({ work, url, ca, folder }: SavingOptions): Saving {
  const book = new ItemBook(openStore(join(folder, 'database', 'library.sqlite')))
  const saver = new Saver({
    book,
    work,
    // As many authorities as an app trusts: reading them is part of every transfer's start.
    signedIn: () =>
      lending({ method: 'GET', url, headers: {}, line: directLine([...rootCertificates, ca]) }),
    evidence: createEvidence({ clock: systemClock, appVersion: '0.0.0-bench' }),
    folder: () => folder,
    nameOf: (row, extension) =>
      fileNameFrom(defaultTemplate, { at: row.startedAt, ...subjectOf(row) }, extension),
    limits: { ...defaultLimits, maxBytes: 16 * 1024 ** 3 },
    clock: systemClock
  })
  return {
    queue() {
      const row = queuedRow(randomUUID(), book.store.lastPosition() + 1)
      book.put(row)
      return row
    },
    async save(row, onNews = () => undefined) {
      const { save, ...rest } = row
      if (!isWaiting(save)) throw new Error('Only a row of the queue can be saved')
      const { signal } = new AbortController()
      const fault = await saver.save({ ...rest, save }, { onNews, signal })
      const end = book.require(row.itemId).save
      if (fault !== null || !isSaved(end)) throw new Error(JSON.stringify(fault ?? end))
      return { path: join(end.file.folder, end.file.fileName), sha256: end.file.sha256 }
    },
    async close() {
      await work.close()
      book.store.close()
    }
  }
}

const subjectOf = ({ agentId, callId, key }: ItemRow) => ({ agentId, callId, serverPath: key })

/** A sign-in that can do one thing: lend this request. */
function lending(request: LentRequest): SignedIn {
  const never = (): Promise<never> => Promise.reject(new Error('The benchmark asks no gateway'))
  return {
    agentId: '1001',
    call: never,
    lend: (_endpoint, _params, once) => once(request),
    ended: new AbortController().signal
  }
}
