import { lstat, readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { manifestName } from '../../src/main/library/evidence/manifest-entry.ts'
import { readManifest } from '../../src/main/library/evidence/read-manifest.ts'
import { readSidecar } from '../../src/main/library/evidence/sidecar.ts'
import { errorNumber } from '../../src/main/library/files/file-problem.ts'
import type { ItemRow } from '../../src/main/library/items/item-row.ts'
import {
  isSaved,
  type FileRecord,
  type SaveRecord
} from '../../src/main/library/queue/save-record.ts'
import { sha256 } from '../support/folders.ts'
import { readRows, type DatabaseReading } from './read-rows.ts'

export interface Bytes {
  readonly bytes: number
  readonly sha256: string
}

export interface InspectOptions {
  /** The library's folder: its database, and `saved` with its files. */
  readonly root: string
  /** What a row's file may hold. */
  readonly sentFor: (row: ItemRow) => readonly Bytes[]
  /** True for rows whose removal was begun: their files may be gone. */
  readonly mayBeGone?: (itemId: string) => boolean
  /** Hashes of files that were read before, by name and time of change. */
  readonly known?: Map<string, string>
}

export interface Inspection extends DatabaseReading {
  /** Every lie that was found, in words; empty where all is true. */
  readonly lies: readonly string[]
  /** Files under final names. */
  readonly files: number
}

/**
 * Compares what a library says with what is on the disk, while nothing of it runs: every final file
 * whole and owned by a row, no part that no row continues, no empty reserved name, no state that
 * says "running", evidence beside every saved file, the manifest whole.
 */
export async function inspect(options: InspectOptions): Promise<Inspection> {
  const folder = join(options.root, 'saved')
  const reading = readRows(join(options.root, 'library.db'))
  const onDisk = await contentOf(folder, options.known ?? new Map<string, string>())
  const lies = [
    ...reading.faults,
    ...reading.rows.flatMap((row) => liesOfRow(row, onDisk, options)),
    ...strangers(reading, onDisk),
    ...(await liesOfEvidence(folder, reading.rows, onDisk))
  ]
  const files = [...onDisk.keys()].filter((name) => isFinal(name)).length
  return { ...reading, lies, files }
}

type OnDisk = ReadonlyMap<string, Bytes>

async function contentOf(folder: string, known: Map<string, string>): Promise<OnDisk> {
  const content = new Map<string, Bytes>()
  for (const name of await readdir(folder)) {
    const bytes = await bytesOf(join(folder, name), known).catch((thrown: unknown) => {
      // What is being swept away may go while it is looked at.
      if (errorNumber(thrown) !== 'ENOENT') throw thrown
      return null
    })
    if (bytes !== null) content.set(name, bytes)
  }
  return content
}

async function bytesOf(path: string, known: Map<string, string>): Promise<Bytes> {
  const { size, mtimeMs, ino } = await lstat(path)
  const state = `${basename(path)} ${ino} ${size} ${mtimeMs}`
  const hash = known.get(state) ?? sha256(await readFile(path))
  known.set(state, hash)
  return { bytes: size, sha256: hash }
}

/** What one row says that is not so. */
function liesOfRow(row: ItemRow, onDisk: OnDisk, options: InspectOptions): string[] {
  const { save } = row
  const lie = (text: string): string[] => [`${row.key} (${save.state}): ${text}`]
  switch (save.state) {
    case 'downloading':
    case 'verifying':
    case 'queued':
    case 'waiting':
      return lie('it says that it runs, or will by itself')
    case 'saved':
    case 'saved-unproven':
      return liesOfSaved(save.file, { row, onDisk, options }).flatMap(lie)
    case 'needs-attention': {
      if (save.unnamed === null) return []
      const { part, fileName, bytes, sha256 } = save.unnamed
      const there = [part.partName, fileName].some((name) =>
        same(onDisk.get(name), { bytes, sha256 })
      )
      return there ? [] : lie('it can be finished, and its bytes are not there')
    }
    case 'waiting-sign-in':
    case 'paused': {
      const kept = save.part?.kept ?? null
      if (save.part === null) return []
      if (kept === null) return lie('it remembers a part that cannot be continued')
      return (onDisk.get(save.part.partName)?.bytes ?? -1) >= kept.bytes
        ? []
        : lie('its part is shorter than it says')
    }
    default:
      return []
  }
}

interface SavedLook {
  readonly row: ItemRow
  readonly onDisk: OnDisk
  readonly options: InspectOptions
}

function liesOfSaved(file: FileRecord, { row, onDisk, options }: SavedLook): string[] {
  const there = onDisk.get(file.fileName)
  if (there === undefined) {
    const gone = options.mayBeGone?.(row.itemId) === true
    return gone && file.check === 'missing' ? [] : ['its file is not there']
  }
  if (!same(there, file)) return ['its file holds something else']
  const unproven = row.save.state === 'saved-unproven'
  if ((file.lengthProof === 'none') !== unproven) return ['its proof and its state differ']
  return options.sentFor(row).some((sent) => same(sent, file))
    ? []
    : ['it was never sent like that']
}

/** What lies in the folder and belongs to nobody. */
function strangers({ rows, litter }: DatabaseReading, onDisk: OnDisk): string[] {
  const owned = new Set([manifestName, `${manifestName}.lock`])
  for (const path of litter) owned.add(basename(path))
  for (const { save } of rows) for (const name of namesOf(save)) owned.add(name)
  return (
    [...onDisk]
      // A sidecar of another item is set aside and never removed: its file was taken away before.
      .filter(([name]) => !owned.has(name) && !/\.json\.aside-\d+$/.test(name))
      .map(([name, { bytes }]) => `${kindOf(name, bytes)} belongs to no row: ${name}`)
  )
}

function namesOf(save: SaveRecord): string[] {
  if (isSaved(save)) return [save.file.fileName, `${save.file.fileName}.json`]
  if (save.state === 'needs-attention' && save.unnamed !== null) {
    const { part, fileName } = save.unnamed
    return [part.partName, fileName, `${fileName}.json`]
  }
  return 'part' in save && save.part !== null ? [save.part.partName] : []
}

function kindOf(name: string, bytes: number): string {
  if (name.endsWith('.part')) return 'an orphan part'
  if (!isFinal(name)) return 'a stray file'
  return bytes === 0 ? 'an empty reserved name' : 'a final name'
}

const isFinal = (name: string): boolean => /\.(mp4|avi|wav|mkv|webm|bin|jpg|png)$/.test(name)

async function liesOfEvidence(
  folder: string,
  rows: readonly ItemRow[],
  onDisk: OnDisk
): Promise<string[]> {
  const noted = new Map<string, number>()
  const { signal } = new AbortController()
  const manifest = await readManifest(folder, {
    signal,
    onEntry: ({ what, itemId }) => {
      if (what === 'saved') noted.set(itemId, (noted.get(itemId) ?? 0) + 1)
    }
  })
  // A torn last line is closed by the next append: until then it is unfinished and nothing else.
  const broken = manifest !== null && !manifest.whole && manifest.why !== 'unfinished'
  const lies = broken ? [`the manifest is broken at line ${String(manifest.brokenAt)}`] : []
  for (const { itemId, save } of rows) {
    if (!isSaved(save) || !onDisk.has(save.file.fileName)) continue
    const sidecar = await readSidecar(folder, save.file.fileName)
    if (sidecar?.facts.sha256 !== save.file.sha256) lies.push(`${itemId} has no evidence file`)
    if (noted.get(itemId) !== 1)
      lies.push(`${itemId} is in the manifest ${noted.get(itemId) ?? 0} times`)
  }
  return lies
}

const same = (one: Bytes | undefined, other: Bytes): boolean =>
  one?.bytes === other.bytes && one.sha256 === other.sha256
