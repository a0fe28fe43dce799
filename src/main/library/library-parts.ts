import type { SettingsView } from '../../shared/model/settings.ts'
import type { Tell } from '../calls/timeline.ts'
import type { Clock } from '../clock.ts'
import type { RequireSignedIn } from '../session/signed-in.ts'
import { AfterCallSaves } from './care/after-call-saves.ts'
import { Retention } from './care/retention-run.ts'
import { Verification } from './care/verification.ts'
import { CaseExport } from './case-export.ts'
import type { Evidence } from './evidence/evidence.ts'
import type { FileExtension } from './files/file-name.ts'
import { fileNameFrom } from './files/name-template.ts'
import { EventIntake } from './items/event-intake.ts'
import type { ItemBook } from './items/item-book.ts'
import type { ItemRow } from './items/item-row.ts'
import type { LibraryFeed } from './library-feed.ts'
import { callOf, turnsLarge } from './library-news.ts'
import { Library } from './library.ts'
import { AgentPause } from './queue/agent-pause.ts'
import { DiskGate } from './queue/disk-gate.ts'
import type { Litter } from './queue/litter.ts'
import { TransferQueue } from './queue/transfer-queue.ts'
import { SavedFiles } from './saved-files.ts'
import { Saver } from './saving/saver.ts'
import type { FetchLimits, FetchNews, FileWork } from './transfer/file-work.ts'
import type { WhoseRows } from './whose-rows.ts'

export interface OpenLibraryDeps {
  /** The database file; its folder is made where it does not exist. */
  readonly path: string
  readonly work: FileWork
  readonly signedIn: RequireSignedIn
  /** The settings that hold now. */
  readonly settings: () => SettingsView
  /** The folder that files are saved in now; it exists. Throws `file:folder-unusable`. */
  readonly folder: () => string
  readonly retentionDays: number | null
  readonly mayAdd: () => boolean
  /** Whether the agent who is signed in may see the rows of all agents of the gateway. */
  readonly maySeeAll: () => boolean
  /** Moves a file to the desktop's bin. */
  readonly bin: (path: string) => Promise<void>
  /** Asks where an archive goes; null where the person cancelled. */
  readonly chooseArchive: (suggestedName: string) => Promise<string | null>
  readonly limits: FetchLimits
  /** How often a full disk or a missing folder is looked at again. */
  readonly diskLookMs: number
  readonly clock: Clock
  readonly random: () => number
  readonly newId: () => string
  readonly tell: Tell
  /** A fault of our own, for the log. */
  readonly onBug: (thrown: unknown) => void
}

/** What every part of the library is built from. */
export interface LibraryBase extends OpenLibraryDeps {
  readonly book: ItemBook
  readonly whose: WhoseRows
  readonly evidence: Evidence
  readonly feed: LibraryFeed
  readonly litter: Litter
}

/** What looks after files that are saved. */
export function openCare({ retentionDays: days, settings, feed, ...base }: LibraryBase) {
  const onChange = feed.viewChanged
  const everyDays = (): number => settings().verifyEveryDays
  const verification = new Verification({ ...base, everyDays, onChange })
  return {
    verification,
    retention: new Retention({ ...base, days, onChange }),
    savedFiles: new SavedFiles({ ...base, verification }),
    caseExport: new CaseExport({ ...base, appVersion: settings().appVersion, onChange })
  }
}

/** What brings files here. */
export function openQueue(base: LibraryBase) {
  const { book, whose, work, settings, limits, feed, clock } = base
  const onChange = feed.viewChanged
  const gate: DiskGate = new DiskGate({
    ...base,
    everyMs: base.diskLookMs,
    reserveBytes: limits.reserveBytes,
    onChange() {
      onChange()
      if (gate.pause === null) void setRight({ queue, intake, afterCall })
    }
  })
  const agentPause = new AgentPause(book.store)
  const saver = new Saver({ ...base, nameOf: (row, kind) => nameOf(settings(), row, kind) })
  const queue: TransferQueue = new TransferQueue({
    ...{ ...base, saver, gate, agentPause, owner: whose.running },
    isReachable: whose.isReachable,
    settleOwners: whose.settle,
    videosAtOnce: () => settings().videosAtOnce,
    onNews: (itemId, news) => {
      tellProgress(base, itemId, news)
    }
  })
  const library = new Library({ ...base, queue, gate, agentPause, onChange })
  const onFault = queue.databaseFailed
  const intake = new EventIntake({ ...base, note: library.note.bind(library), onFault })
  const afterCall = new AfterCallSaves({
    store: book.store,
    clock,
    settings: () => afterCallOf(settings()),
    signedIn: () => whose.signedInOwner,
    save: (row) => {
      library.ask(row)
    }
  })
  return { gate, queue, library, intake, afterCall, work }
}

export type LibraryParts = LibraryBase & ReturnType<typeof openCare> & ReturnType<typeof openQueue>

/** After the database could not be used: events that are missing, rows that say what is not so. */
export async function setRight(
  { queue, intake, afterCall }: Pick<LibraryParts, 'queue' | 'intake' | 'afterCall'>,
  recover = (): Promise<void> => queue.recover()
): Promise<void> {
  intake.retry()
  await recover()
  try {
    afterCall.look()
  } catch (thrown) {
    queue.databaseFailed(thrown)
  }
  queue.wake()
}

function tellProgress({ feed, tell }: LibraryBase, itemId: string, news: FetchNews): void {
  const known = feed.progressed(itemId, news)
  if (known?.row.media === 'video' && turnsLarge(known.before, news)) {
    tell({ name: 'video-large', ...callOf(known.row) })
  }
}

const afterCallOf = ({ saveAfterCall, saveAfterCallWaitSeconds }: SettingsView) => ({
  enabled: saveAfterCall,
  waitSeconds: saveAfterCallWaitSeconds
})

function nameOf(
  { nameTemplate }: SettingsView,
  { startedAt, agentId, callId, remote, key }: ItemRow,
  kind: FileExtension
): string {
  const serverPath = remote?.via === 'path' ? remote.recordId : key
  return fileNameFrom(nameTemplate, { at: startedAt, agentId, callId, serverPath }, kind)
}
