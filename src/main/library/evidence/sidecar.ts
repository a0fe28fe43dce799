import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import type { Clock } from '../../clock.ts'
import { errorNumber, fileProblem } from '../files/file-problem.ts'
import { whileLocked } from '../files/locked.ts'
import { removeFile } from '../files/remove-file.ts'
import { writeSmallFile } from '../files/small-file.ts'
import { savedFacts, type EvidenceFacts, type SavedFacts } from './facts.ts'

/** Tells a sidecar of ours from any other JSON. */
const format = 'callside-evidence'
const version = 1

/** A sidecar is about 1 KiB; anything longer is not one. */
const longestSidecar = 65_536

const head = v.object({
  format: v.literal(format),
  v: v.number(),
  appVersion: v.string(),
  fileName: v.string()
})

/** The evidence file beside a saved file. */
export const sidecarName = (fileName: string): string => `${fileName}.json`

export interface Sidecar {
  readonly facts: SavedFacts
  /** What the file was called when it was saved. */
  readonly fileName: string
  /** The Callside that saved it. */
  readonly appVersion: string
}

/** The text of a sidecar: named fields only, each time also as ISO 8601 in UTC. */
export function sidecarText(facts: EvidenceFacts, appVersion: string): string {
  const named = v.parse(savedFacts, facts)
  const all = { format, v: version, appVersion, fileName: facts.fileName, ...named }
  const told = Object.entries(all).flatMap(([name, value]) =>
    typeof value === 'number' && name.endsWith('At')
      ? [[name, value] as const, [`${name}Utc`, new Date(value).toISOString()] as const]
      : [[name, value] as const]
  )
  return `${JSON.stringify(Object.fromEntries(told), null, 2)}\n`
}

/** Reads a sidecar's text; null for damaged, foreign or overlong JSON. */
export function parseSidecar(text: string): Sidecar | null {
  if (text.length > longestSidecar) return null
  try {
    const value: unknown = JSON.parse(text)
    const { fileName, appVersion } = v.parse(head, value)
    return { fileName, appVersion, facts: v.parse(savedFacts, value) }
  } catch {
    return null
  }
}

/** The text of a small file; null where it is gone, no file, or too long for a sidecar. */
export async function readSidecarText(path: string): Promise<string | null> {
  try {
    const handle = await open(path, 'r')
    try {
      const found = await handle.stat()
      if (!found.isFile() || found.size > longestSidecar) return null
      return await handle.readFile('utf8')
    } finally {
      await handle.close()
    }
  } catch {
    return null
  }
}

/** The sidecar of a saved file; null where there is none of ours. Does not throw. */
export async function readSidecar(folder: string, fileName: string): Promise<Sidecar | null> {
  const text = await readSidecarText(join(folder, sidecarName(fileName)))
  return text === null ? null : parseSidecar(text)
}

/**
 * Writes the sidecar of a file. One that tells of the same item and bytes stays as it is. Any other
 * file of that name is set aside (`….json.aside-<ms>`), never replaced.
 */
export async function writeSidecar(
  facts: EvidenceFacts,
  appVersion: string,
  clock: Clock
): Promise<void> {
  const there = await readSidecar(facts.folder, facts.fileName)
  if (there?.facts.itemId === facts.itemId && there.facts.sha256 === facts.sha256) return
  const path = join(facts.folder, sidecarName(facts.fileName))
  await setAside(facts.folder, path, clock)
  await writeSmallFile(path, sidecarText(facts, appVersion), clock)
}

/** Removes the sidecar of a file that is gone; leaves what is not ours. */
export async function removeSidecar(folder: string, fileName: string, clock: Clock): Promise<void> {
  if ((await readSidecar(folder, fileName)) === null) return
  await removeFile(join(folder, sidecarName(fileName)), { clock, signal: null })
}

async function setAside(folder: string, path: string, clock: Clock): Promise<void> {
  const aside = `${path}.aside-${clock.now()}`
  try {
    await whileLocked(() => rename(path, aside), { clock, folder, signal: null })
  } catch (error) {
    if (errorNumber(error) === 'ENOENT') return
    throw fileProblem(error, 'Setting a file aside')
  }
}
