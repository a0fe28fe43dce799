import { createSubscriber } from 'svelte/reactivity'
import type { LibraryChange, LibraryPage, TransferProgress } from '../../../shared/model/library.ts'
import type { Problem } from '../../../shared/model/problem.ts'
import { problemFrom, type Bridge } from '../bridge.ts'
import { newLoading, type Loading } from './library-loading.ts'
import type { LibraryRow } from './library-row.svelte.ts'
import { OrderedRows } from './ordered-rows.ts'
import { paced } from './paced.ts'

/**
 * Lists follow changes at most this often, in milliseconds, the first of them at once: a
 * verification of thousands of files may tell of hundreds a second, and each list is filtered and
 * counted anew. What a row shows of itself follows each change.
 */
const listEveryMs = 250

/**
 * Every item of the library that this agent may see, kept up to date while something on screen
 * reads it; in between it keeps what it had. Lists are made anew when items change, never for
 * progress: that goes to the one row that it is about.
 */
export class LibraryItems {
  readonly #bridge: Bridge
  readonly #follow: () => void
  readonly #rows = new OrderedRows()
  #all = $state.raw<readonly LibraryRow[]>([])
  #known = $state(false)
  #complete = $state(false)
  #problem = $state.raw<Problem | null>(null)
  #epoch: string | null = null
  /** The epoch that main told last. */
  #heard: string | null = null
  #loading: Loading | null = null
  /** Changes of a list that is not known yet: its first page is under way. */
  #early: LibraryChange[] = []
  readonly #publishing = paced(() => {
    this.#all = this.#rows.list()
  }, listEveryMs)

  constructor(bridge: Bridge) {
    this.#bridge = bridge
    this.#follow = createSubscriber(() => this.#start())
  }

  /** Newest first. A new array whenever an item changed. */
  get all(): readonly LibraryRow[] {
    this.#follow()
    return this.#all
  }

  /** True as soon as the first page is here. */
  get known(): boolean {
    this.#follow()
    return this.#known
  }

  /** False while further pages are on their way. */
  get complete(): boolean {
    return this.#complete
  }

  /** Why the items could not be loaded; null where they could. */
  get problem(): Problem | null {
    return this.#problem
  }

  row(itemId: string): LibraryRow | null {
    return this.#rows.get(itemId) ?? null
  }

  /** Loads everything again, after a problem. */
  reload(): void {
    void this.#load()
  }

  #start(): () => void {
    const stops = [
      this.#bridge.on('library.items', (change) => {
        this.#hear(change)
      }),
      this.#bridge.on('library.progress', (progress) => {
        this.#advance(progress)
      }),
      this.#bridge.on('library.changed', ({ epoch, unavailable }) => {
        this.#heard = epoch
        const isOther = epoch !== (this.#loading?.epoch ?? this.#epoch) && this.#epoch !== null
        // A database that could not be read is back: nobody has to ask for the list again.
        const isBack = unavailable === null && this.#problem !== null && this.#loading === null
        if (isOther || isBack) this.reload()
      })
    ]
    this.reload()
    return () => {
      this.#loading = null
      this.#publishing.settle()
      for (const stop of stops) stop()
    }
  }

  #hear(change: LibraryChange): void {
    if (change.epoch === this.#epoch) this.#apply(change)
    else {
      this.#early.push(change)
      // While the first page is on its way it is not known yet whose list this is.
      if (this.#loading === null || this.#loading.epoch !== null) this.reload()
    }
  }

  #apply({ items, removed }: LibraryChange): void {
    for (const item of items) this.#rows.put(item)
    if (removed.length > 0) this.#rows.keep((itemId) => !removed.includes(itemId))
    for (const itemId of [...items.map((item) => item.itemId), ...removed]) {
      this.#loading?.changed.add(itemId)
    }
    this.#publishing.soon()
  }

  #advance(progress: readonly TransferProgress[]): void {
    for (const one of progress) this.#rows.get(one.itemId)?.advance(one)
  }

  async #load(): Promise<void> {
    const mine = newLoading()
    this.#loading = mine
    this.#complete = false
    try {
      let after: string | null = null
      do {
        const page: LibraryPage = await this.#bridge.call('library.page', { after })
        if (this.#loading !== mine) return
        if (mine.epoch !== null && page.epoch !== mine.epoch) {
          this.reload()
          return
        }
        this.#takePage(mine, page)
        after = page.next
      } while (after !== null)
      this.#finish(mine)
    } catch (thrown) {
      if (this.#loading !== mine) return
      this.#loading = null
      this.#early = []
      this.#problem = problemFrom(thrown)
      // The rows that are here may be the last agent's.
      if (this.#heard !== null && this.#heard !== this.#epoch) this.#empty()
    }
  }

  #takePage(mine: Loading, page: LibraryPage): void {
    if (mine.epoch === null) this.#begin(mine, page.epoch)
    for (const item of page.items) {
      mine.listed.add(item.itemId)
      if (!mine.changed.has(item.itemId)) this.#rows.put(item)
    }
    this.#known = true
    this.#problem = null
    this.#publishing.now()
  }

  #begin(mine: Loading, epoch: string): void {
    mine.epoch = epoch
    if (epoch !== this.#epoch) this.#rows.keep(() => false)
    this.#epoch = epoch
    const early = this.#early.filter((change) => change.epoch === epoch)
    this.#early = []
    for (const change of early) this.#apply(change)
  }

  #empty(): void {
    this.#rows.keep(() => false)
    this.#publishing.now()
  }

  #finish(mine: Loading): void {
    // What neither a page nor a change named went away while nobody listened.
    this.#rows.keep((itemId) => mine.listed.has(itemId) || mine.changed.has(itemId))
    this.#loading = null
    this.#complete = true
    this.#publishing.now()
  }
}
