import type { LibraryItem } from '../../../src/shared/model/library.ts'

/** What the library is told to do, one at a time; those that return a promise end later. */
export const actionNames = [
  ...['announce', 'add', 'save', 'pause', 'cancel', 'move-up', 'describe', 'remove'],
  ...['pause-all', 'resume-all']
] as const
export type ActionName = (typeof actionNames)[number]

/** How a library is to be run until it is killed. */
export interface RunOrder {
  readonly root: string
  readonly origin: string
  readonly ca: readonly string[]
  readonly seed: number
  /** The number of the first recording that is announced. */
  readonly firstNumber: number
  /** Its work on files in a process of its own. */
  readonly forked: boolean
  /** Does nothing but bring everything that was asked for to its end. */
  readonly calm: boolean
}

/** What the library under test tells; whatever was told is acknowledged. */
export type Told =
  /** Everything that a crash left is set right; nobody is signed in yet. */
  | { readonly type: 'recovered'; readonly paused: boolean }
  /** Rows as they are in the database by now. */
  | { readonly type: 'items'; readonly items: readonly LibraryItem[] }
  | { readonly type: 'removed'; readonly itemIds: readonly string[] }
  /** Said before it is done: where the kill comes in between, it may or may not have happened. */
  | { readonly type: 'begin'; readonly action: ActionName; readonly itemId: string | null }
  | { readonly type: 'done'; readonly action: ActionName; readonly itemId: string | null }
  | { readonly type: 'file-process'; readonly pid: number }
  | { readonly type: 'bug'; readonly text: string }
  /** Everything came to its end, and the library was closed. */
  | { readonly type: 'finished' }
