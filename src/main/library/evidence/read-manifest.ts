import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { errorNumber, fileProblem } from '../files/file-problem.ts'
import { createManifestChecker, type ManifestCheck } from './check-manifest.ts'
import { longestLine, manifestName, type ManifestEntry } from './manifest-entry.ts'

export interface ManifestReading {
  readonly signal: AbortSignal
  /** Sees each good entry and its line, from 1, in order and up to the first break. */
  readonly onEntry?: (entry: ManifestEntry, line: number) => void
  /** Sees the bytes as they are read. */
  readonly onBytes?: (bytes: Buffer) => void
}

/**
 * Reads and checks the manifest of a folder, line by line, whatever its length. Null where there is
 * none. Throws `file:*` where it cannot be read, and what `signal` was aborted with.
 */
export async function readManifest(
  folder: string,
  { signal, onEntry, onBytes }: ManifestReading
): Promise<ManifestCheck | null> {
  const path = join(folder, manifestName)
  const checker = createManifestChecker()
  try {
    // Up to the length of this moment: lines that are added meanwhile belong to the next reading.
    const { size } = await stat(path)
    const bytes = size === 0 ? [] : createReadStream(path, { signal, end: size - 1 })
    let number = 0
    for await (const line of linesOf(bytes, onBytes)) {
      number += 1
      const entry = checker.take(line)
      if (entry !== null) onEntry?.(entry, number)
    }
    return checker.end()
  } catch (error) {
    signal.throwIfAborted()
    if (errorNumber(error) === 'ENOENT') return null
    throw fileProblem(error, 'Reading the manifest')
  }
}

/** Lines without their line feeds; of an endless one only enough to see that it is too long. */
async function* linesOf(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  onBytes: ManifestReading['onBytes']
): AsyncGenerator<string> {
  let begun: Buffer = Buffer.alloc(0)
  for await (const chunk of chunks) {
    onBytes?.(chunk)
    let from = 0
    for (let to = chunk.indexOf(10); to >= 0; to = chunk.indexOf(10, from)) {
      yield Buffer.concat([begun, chunk.subarray(from, to)]).toString()
      begun = Buffer.alloc(0)
      from = to + 1
    }
    begun = Buffer.concat([begun, chunk.subarray(from)]).subarray(0, longestLine * 4)
  }
  if (begun.length > 0) yield begun.toString()
}
