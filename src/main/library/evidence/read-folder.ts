import { opendir } from 'node:fs/promises'
import type { FileCheck } from '../../../shared/model/library.ts'
import { fileProblem } from '../files/file-problem.ts'
import { lookAtFile } from './check-file.ts'
import type { ManifestCheck } from './check-manifest.ts'
import type { EvidenceFacts } from './facts.ts'
import { readManifest } from './read-manifest.ts'
import { readSidecar, sidecarName } from './sidecar.ts'

/** One sidecar of a folder. */
export interface FoundEvidence {
  readonly facts: EvidenceFacts
  /** By size only: `unchecked` where it is as it should be. */
  readonly check: FileCheck
  /** True where the manifest's last word on it is that it is held. */
  readonly hold: boolean
}

export interface FolderEvidence {
  /** In the order of their saving, oldest first; one for each item. */
  readonly found: readonly FoundEvidence[]
  /** Null where the folder has no manifest. */
  readonly manifest: ManifestCheck | null
  /** True where there were more sidecars than {@link mostSidecars}. */
  readonly cutOff: boolean
}

/** Beyond this a folder is not read on. */
const mostSidecars = 10_000

/** Sidecars that are read at the same time: a network drive answers slowly, but many at once. */
const readAtOnce = 8

/**
 * Reads the evidence of a folder back: enough to make the rows of its files again. Files that are
 * not ours are passed over. Throws `file:folder-unusable` where the folder cannot be read, and what
 * `signal` was aborted with.
 */
export async function readFolder(
  folder: string,
  signal: AbortSignal,
  most = mostSidecars
): Promise<FolderEvidence> {
  const { names, cutOff } = await sidecarNames(folder, signal, most)
  const held = new Set<string>()
  const manifest = await readManifest(folder, {
    signal,
    onEntry({ what, itemId }) {
      if (what === 'held') held.add(itemId)
      if (what === 'released') held.delete(itemId)
    }
  })
  const all: Read[] = []
  for (let from = 0; from < names.length; from += readAtOnce) {
    signal.throwIfAborted()
    const some = names.slice(from, from + readAtOnce)
    const read = await Promise.all(some.map((name) => readOne(folder, name)))
    all.push(...read.filter((one) => one !== null))
  }
  const found = oneEach(all).map((one) => ({ ...one, hold: held.has(one.facts.itemId) }))
  return { found, manifest, cutOff }
}

async function sidecarNames(
  folder: string,
  signal: AbortSignal,
  most: number
): Promise<{ names: string[]; cutOff: boolean }> {
  const names: string[] = []
  const ending = sidecarName('')
  try {
    for await (const entry of await opendir(folder)) {
      signal.throwIfAborted()
      if (!entry.isFile() || !entry.name.endsWith(ending)) continue
      if (names.length === most) return { names, cutOff: true }
      names.push(entry.name.slice(0, -ending.length))
    }
  } catch (error) {
    signal.throwIfAborted()
    throw fileProblem(error, 'Reading the folder')
  }
  return { names: names.sort(), cutOff: false }
}

interface Read {
  readonly found: Omit<FoundEvidence, 'hold'>
  /** False where the file has another name than when it was saved. */
  readonly ownName: boolean
}

/** The file is the one beside which the sidecar lies: somebody may have renamed both. */
async function readOne(folder: string, fileName: string): Promise<Read | null> {
  const sidecar = await readSidecar(folder, fileName)
  if (sidecar === null) return null
  const check = await lookAtFile(folder, fileName, sidecar.facts.bytes)
  const facts = { ...sidecar.facts, folder, fileName }
  return { found: { facts, check }, ownName: sidecar.fileName === fileName }
}

/** Somebody may have copied a file with its sidecar: the one under its own name is the item's. */
function oneEach(all: readonly Read[]): Read['found'][] {
  const byItem = new Map<string, Read>()
  for (const one of all) {
    const { itemId } = one.found.facts
    const there = byItem.get(itemId)
    if (there === undefined || (one.ownName && !there.ownName)) byItem.set(itemId, one)
  }
  return [...byItem.values()]
    .map(({ found }) => found)
    .sort((a, b) => a.facts.savedAt - b.facts.savedAt)
}
