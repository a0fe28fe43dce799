import { basename } from 'node:path'
import type { LibraryView } from '../../shared/model/library.ts'
import type { GatewayEvent } from '../gateway/gateway-event.ts'
import type { CaseExport } from './case-export.ts'
import { createItemStore } from './database/item-store.ts'
import { openDatabase } from './database/open-database.ts'
import { createEvidence } from './evidence/evidence.ts'
import { ItemBook } from './items/item-book.ts'
import { LibraryFeed } from './library-feed.ts'
import { tellChange } from './library-news.ts'
import {
  openCare,
  openQueue,
  type LibraryBase,
  type LibraryParts,
  type OpenLibraryDeps
} from './library-parts.ts'
import type { Library } from './library.ts'
import { Litter } from './queue/litter.ts'
import { readBack } from './read-back.ts'
import type { SavedFiles } from './saved-files.ts'
import { WhoseRows, type RowOwner } from './whose-rows.ts'

/** The library's parts, joined. `start` and `close` belong to whoever opened it. */
export interface OpenedLibrary {
  readonly library: Library
  readonly savedFiles: SavedFiles
  readonly caseExport: CaseExport
  readonly feed: LibraryFeed
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

/** Opens the library. Throws where its database cannot even be made anew. */
export function openLibrary(deps: OpenLibraryDeps): OpenedLibrary {
  const { clock, settings } = deps
  const { database, setAside } = openDatabase(deps.path, String(clock.now()))
  const book = new ItemBook(createItemStore(database))
  const whose = new WhoseRows(book, deps.maySeeAll)
  const evidence = createEvidence({ clock, appVersion: settings().appVersion })
  const state: { rebuilt: LibraryView['rebuilt'] } = { rebuilt: null }
  const feed: LibraryFeed = new LibraryFeed(book, whose, () => viewOf(parts, state.rebuilt))
  const litter = new Litter({ store: book.store, work: deps.work })
  const base: LibraryBase = { ...deps, book, whose, evidence, feed, litter }
  const care = openCare(base)
  const parts: LibraryParts = { ...base, ...care, ...openQueue(base) }
  tellTimeline(parts)
  const ending = new AbortController()
  return {
    ...parts,
    ...following(parts),
    async start() {
      try {
        if (setAside !== null) {
          const items = await rebuild(parts, ending.signal)
          state.rebuilt = { items, setAside: basename(setAside) }
          feed.viewChanged()
        }
        await parts.queue.start()
        if (ending.signal.aborted) return
        parts.retention.start()
        await parts.verification.start()
      } catch (thrown) {
        deps.onBug(thrown)
      }
    },
    async close() {
      ending.abort()
      await closeAll(parts)
    }
  }
}

function viewOf(parts: LibraryParts, rebuilt: LibraryView['rebuilt']): LibraryView {
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
    rebuilt
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

/** A folder that is out of reach just then gives nothing back; its files stay what they are. */
async function rebuild({ book, folder }: LibraryParts, signal: AbortSignal): Promise<number> {
  try {
    return await readBack(book, folder(), signal)
  } catch {
    return 0
  }
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
