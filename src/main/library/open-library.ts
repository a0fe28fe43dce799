import type { LibraryView } from '../../shared/model/library.ts'
import type { GatewayEvent } from '../gateway/gateway-event.ts'
import { createListeners } from '../listeners.ts'
import { DatabaseCare } from './care/database-care.ts'
import type { CaseExport } from './case-export.ts'
import { createItemStore } from './database/item-store.ts'
import { LibraryFile } from './database/library-file.ts'
import { createEvidence } from './evidence/evidence.ts'
import { ItemBook } from './items/item-book.ts'
import { LibraryFeed } from './library-feed.ts'
import { tellChange } from './library-news.ts'
import {
  openCare,
  openQueue,
  setRight,
  type LibraryBase,
  type LibraryParts,
  type OpenLibraryDeps
} from './library-parts.ts'
import type { Library } from './library.ts'
import { Litter } from './queue/litter.ts'
import { readBack } from './read-back.ts'
import type { SavedFiles } from './saved-files.ts'
import { WhoseRows, type RowOwner } from './whose-rows.ts'

/** What can be done about the database's file. */
export type LibraryDatabase = Pick<DatabaseCare, 'path' | 'tryAgain' | 'setAside'>

/** The library's parts, joined. `start` and `close` belong to whoever opened it. */
export interface OpenedLibrary {
  readonly library: Library
  readonly savedFiles: SavedFiles
  readonly caseExport: CaseExport
  readonly feed: LibraryFeed
  /** The database's file: whether it can be used, and what can be done where it cannot. */
  readonly database: LibraryDatabase
  /** The database can be asked, for the first time or again. */
  readonly onUsable: (listener: () => void) => () => void
  /** Takes an event of the gateway; those that are not about recordings or calls change nothing. */
  handle(event: GatewayEvent): void
  /** An agent signed in, or (null) the sign-in ended. */
  signedInAs(agent: RowOwner | null): void
  /** What the agent who is signed in may do was told, or is not so any more. */
  rightsChanged(): void
  /** The settings changed: another folder, or another rule. */
  settingsChanged(): void
  /** Sets right what a crash left, then lets the queue run. */
  start(): Promise<void>
  /** Ends every transfer, each row saying so, and closes the database. */
  close(): Promise<void>
}

/** Opens the library. Never throws for what the disk holds: its view then says what is wrong. */
export function openLibrary(deps: OpenLibraryDeps): OpenedLibrary {
  const { path, clock, settings, tell, onBug } = deps
  const file: LibraryFile = new LibraryFile({
    ...{ path, now: clock.now, running: () => book.running() },
    onNews: (news) => {
      care.heard(news)
    }
  })
  const book: ItemBook = new ItemBook(createItemStore(file))
  const whose = new WhoseRows(book, deps.maySeeAll)
  const evidence = createEvidence({ clock, appVersion: settings().appVersion })
  const feed: LibraryFeed = new LibraryFeed(book, whose, () => viewOf(parts, care))
  const litter = new Litter({ store: book.store, work: deps.work })
  const base: LibraryBase = { ...deps, book, whose, evidence, feed, litter }
  const parts: LibraryParts = { ...base, ...openCare(base), ...openQueue(base) }
  const usable = usableOnce(parts)
  const care: DatabaseCare = new DatabaseCare({
    ...{ path, file, clock, tell, onBug, everyMs: deps.diskLookMs, onUsable: usable.take },
    readBack: (signal) => readBack(book, deps.folder(), signal),
    onChange: (rows) => {
      if (rows) whose.renew()
      feed.viewChanged()
    }
  })
  tellTimeline(parts)
  file.open()
  return {
    ...{ ...parts, ...following(parts), database: care, onUsable: usable.add },
    async start() {
      file.check()
      await care.start()
      await usable.looked()
    },
    async close() {
      care.close()
      await closeAll(parts)
    }
  }
}

/** What begins with the first database that can be used, and what is set right with each after it. */
function usableOnce(parts: LibraryParts) {
  const { queue, retention, verification, onBug } = parts
  const listeners = createListeners<undefined>()
  let looked: Promise<void> | null = null
  return {
    add: listeners.add,
    /** Until every file was looked at once. */
    looked: async (): Promise<void> => looked ?? undefined,
    take: async (signal: AbortSignal): Promise<void> => {
      const isEnding = (): boolean => signal.aborted
      if (isEnding()) return
      const isFirst = looked === null
      looked ??= Promise.resolve()
      await setRight(parts, isFirst ? () => queue.start() : undefined)
      listeners.tell(undefined)
      if (!isFirst || isEnding()) return
      retention.start()
      looked = verification.start().catch(onBug)
    }
  }
}

function viewOf(parts: LibraryParts, { rebuilt, unavailable }: DatabaseCare): LibraryView {
  const { whose, library, mayAdd, retentionDays, retention, verification, caseExport } = parts
  return {
    epoch: whose.epoch,
    allAgents: whose.showsAll,
    pause: library.pause,
    mayAdd: whose.signedIn !== null && mayAdd(),
    retentionDays,
    retentionHeldBack: retention.heldBack,
    verification: verification.view,
    export: caseExport.view,
    rebuilt,
    unavailable
  }
}

/** None of these throws: a full disk is no fault of whoever tells. */
function following({ library, whose, feed, intake, afterCall, gate, queue }: LibraryParts) {
  const safely = (work: () => void): void => {
    try {
      work()
    } catch (thrown) {
      queue.databaseFailed(thrown)
    }
  }
  return {
    handle(event: GatewayEvent): void {
      intake.take(event)
      safely(() => {
        afterCall.handle(event)
      })
    },
    signedInAs(agent: RowOwner | null): void {
      safely(() => {
        library.signedInAs(agent)
      })
      safely(() => {
        afterCall.look()
      })
    },
    rightsChanged(): void {
      whose.look()
      feed.viewChanged()
    },
    settingsChanged(): void {
      void gate.look()
      queue.wake()
      safely(() => {
        afterCall.look()
      })
    }
  }
}

function tellTimeline({ book, whose, tell }: LibraryParts): void {
  book.onChange((changes) => {
    for (const change of changes) {
      // A timeline is one agent's, whatever else an inspector sees.
      if (change.after !== null && whose.isOwn(change.after)) tellChange(change, tell)
    }
  })
}

/** Rows first say what becomes of them; then the process that works for them may end. */
async function closeAll({ gate, afterCall, queue, ...parts }: LibraryParts): Promise<void> {
  gate.end()
  afterCall.close()
  await Promise.all([
    queue.close(),
    parts.verification.close(),
    parts.retention.close(),
    parts.caseExport.close(),
    parts.savedFiles.close()
  ])
  await parts.work.close()
  // The tray and the screens may ask until the very end.
  parts.whose.close()
  parts.book.store.close()
}
