import * as v from 'valibot'
import { agentId, callId, instant, rowId } from './ids.ts'
import { libraryAway } from './library-away.ts'
import { problem } from './problem.ts'

/** What shows that a file is whole: its announced length, the end mark of a chunked body, or nothing. */
export const lengthProofs = ['content-length', 'chunked-end', 'none'] as const
export type LengthProof = (typeof lengthProofs)[number]

/** The vendor advises against fetching files above 200 MB (cec_07_4218); passing it is said once. */
export const largeFileBytes = 200_000_000

/** What the last look at a saved file found; `unchecked` until somebody looked. */
export const fileChecks = ['unchecked', 'unchanged', 'missing', 'changed', 'unreachable'] as const
export type FileCheck = (typeof fileChecks)[number]

/** A file that was whole under its final name when it was saved. */
export const savedFile = v.object({
  fileName: v.string(),
  bytes: v.number(),
  /** In hex, of the bytes as they came. */
  sha256: v.string(),
  lengthProof: v.picklist(lengthProofs),
  /** True where the recording had not stopped when it was saved: the server may hold more by now. */
  mayHaveGrown: v.boolean(),
  savedAt: instant,
  check: v.picklist(fileChecks),
  checkedAt: v.nullable(instant)
})
export type SavedFile = v.InferOutput<typeof savedFile>

/** Where one recording or picture stands on its way to the disk. */
export const saveState = v.variant('state', [
  /** Known, and nobody asked for it. */
  v.object({ state: v.literal('not-saved') }),
  v.object({ state: v.literal('queued') }),
  v.object({ state: v.literal('waiting-sign-in') }),
  /** Tried without success; tried again at `retryAt`. */
  v.object({
    state: v.literal('waiting'),
    retryAt: instant,
    problem,
    /** Tries so far. */
    tries: v.number()
  }),
  /** Held back by the agent. */
  v.object({ state: v.literal('paused') }),
  v.object({
    state: v.literal('downloading'),
    startedAt: instant,
    /** 1 for the first try. */
    tries: v.number(),
    /** True where bytes of an earlier try could not be used and the file begins anew. */
    startedAgain: v.boolean()
  }),
  v.object({ state: v.literal('verifying'), bytes: v.number() }),
  v.object({ state: v.literal('saved'), file: savedFile }),
  /** Saved, but nothing shows that the server sent all of it. */
  v.object({ state: v.literal('saved-unproven'), file: savedFile }),
  v.object({
    state: v.literal('needs-attention'),
    problem,
    tries: v.number(),
    /** True where all bytes are here and only the file's name could not be given: no new download. */
    canFinish: v.boolean()
  }),
  v.object({ state: v.literal('cancelled') })
])
export type SaveState = v.InferOutput<typeof saveState>
export type SaveStateName = SaveState['state']

export const tagLimit = 20
const tag = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40))
const noteText = v.pipe(v.string(), v.maxLength(2_000))

/** One recording or picture that Callside knows of, with whatever was done about it. */
export const libraryItem = v.object({
  itemId: rowId,
  agentId,
  /** False where it is shown to an inspector, and another agent's: only theirs to fetch and to remove. */
  own: v.boolean(),
  callId: v.nullable(callId),
  media: v.picklist(['video', 'audio', 'picture']),
  /** `file` is fetched by its path, `conference` by conference and record id (cec_07_4217). */
  source: v.picklist(['file', 'conference']),
  /** `event`: the gateway announced it. `record-id`: somebody typed its path. `evidence`: read back from its evidence file. */
  knownBy: v.picklist(['event', 'record-id', 'evidence']),
  /** False where the gateway named nothing that could be fetched. */
  fetchable: v.boolean(),
  startedAt: instant,
  stoppedAt: v.nullable(instant),
  /** True where the gateway said that recording failed. */
  failed: v.boolean(),
  /** Order in the queue, lowest first; null where it is not in it. */
  position: v.nullable(v.number()),
  save: saveState,
  tags: v.pipe(v.array(v.string()), v.readonly()),
  note: v.string(),
  /** True: retention never deletes it and it cannot be removed. */
  hold: v.boolean()
})
export type LibraryItem = v.InferOutput<typeof libraryItem>

/** The part of the items that changed; `epoch` tells whose list it belongs to. */
export const libraryChange = v.object({
  epoch: v.string(),
  items: v.pipe(v.array(libraryItem), v.readonly()),
  removed: v.pipe(v.array(rowId), v.readonly())
})
export type LibraryChange = v.InferOutput<typeof libraryChange>

/** Most items that one answer or message carries; a longer list comes in pages. */
export const pageLimit = 500

/** Some items, in the order of {@link LibraryItem.startedAt}, newest first. */
export const libraryPage = v.object({
  epoch: v.string(),
  items: v.pipe(v.array(libraryItem), v.readonly()),
  /** What to ask for next; null at the end. */
  next: v.nullable(v.string())
})
export type LibraryPage = v.InferOutput<typeof libraryPage>

/** How far one transfer is. Told at most ten times a second, all of them in one message. */
export const transferProgress = v.object({
  itemId: rowId,
  receivedBytes: v.number(),
  /** Null where the length was not announced. */
  totalBytes: v.nullable(v.number()),
  /** Over the last seconds; null before there is a speed. */
  bytesPerSecond: v.nullable(v.number())
})
export type TransferProgress = v.InferOutput<typeof transferProgress>

/** A longer piece of work on saved files: its progress and how it ended. */
export const libraryWork = v.object({
  /** In files for a verification, in bytes for an export. */
  done: v.number(),
  total: v.number(),
  /** How many files it is about. */
  files: v.number(),
  state: v.picklist(['running', 'done', 'cancelled', 'failed']),
  /** How many files were found missing, changed or out of reach. */
  findings: v.number(),
  /** The name of the file that was made; null where none is made. */
  fileName: v.nullable(v.string()),
  problem: v.nullable(problem)
})
export type LibraryWork = v.InferOutput<typeof libraryWork>

/** Why no transfer begins. */
export const queuePause = v.variant('by', [
  v.object({ by: v.literal('agent') }),
  /** The session hears nothing from the gateway; it goes on by itself when it does again. */
  v.object({ by: v.literal('gateway') }),
  /** The disk is full; it goes on by itself when there is room again. */
  v.object({ by: v.literal('no-space'), folder: v.string(), neededBytes: v.nullable(v.number()) }),
  /** The save folder is gone or cannot be written to; it goes on when it is back. */
  v.object({ by: v.literal('folder'), folder: v.string(), problem })
])
export type QueuePause = v.InferOutput<typeof queuePause>

/** What holds for the library as a whole. */
export const libraryView = v.object({
  /** Changes when the list becomes another one (another agent): what was loaded is then outdated. */
  epoch: v.string(),
  /** True while an inspector is shown the items of all agents of the gateway. */
  allAgents: v.boolean(),
  pause: v.nullable(queuePause),
  /** Whether this agent may add a recording by its path. */
  mayAdd: v.boolean(),
  /** Days after which saved files are deleted unless held; null where nothing is. */
  retentionDays: v.nullable(v.number()),
  /** Files past retention that are kept because they failed verification: somebody has to decide. */
  retentionHeldBack: v.number(),
  verification: v.nullable(libraryWork),
  export: v.nullable(libraryWork),
  /** Set when the database was damaged and read back from the evidence files. */
  rebuilt: v.nullable(v.object({ items: v.number(), setAside: v.string() })),
  /** Set while the database cannot be used: nothing of the library can be shown or changed. */
  unavailable: v.nullable(libraryAway)
})
export type LibraryView = v.InferOutput<typeof libraryView>

/** What somebody may write on an item. */
export const itemDescription = v.strictObject({
  itemId: rowId,
  tags: v.exactOptional(v.pipe(v.array(tag), v.maxLength(tagLimit))),
  note: v.exactOptional(noteText),
  hold: v.exactOptional(v.boolean())
})
export type ItemDescription = v.InferOutput<typeof itemDescription>

/** A recording that somebody knows by its path on the server. */
export const recordIdDraft = v.strictObject({
  recordId: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(512)),
  locationId: v.nullable(v.pipe(v.string(), v.regex(/^\d{1,10}$/))),
  callId: v.nullable(callId)
})
export type RecordIdDraft = v.InferOutput<typeof recordIdDraft>
