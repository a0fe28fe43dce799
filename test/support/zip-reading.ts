import { buffer } from 'node:stream/consumers'
import { crc32 } from 'node:zlib'
import { openPromise } from 'yauzl'

export interface ZipEntry {
  readonly name: string
  /** 0 stored as it is, 8 deflated. */
  readonly method: number
  readonly bytes: Buffer
  readonly modifiedAt: Date
}

/** Everything in a ZIP archive, read by another library than the one that wrote it. */
export async function readZip(path: string): Promise<ZipEntry[]> {
  const zip = await openPromise(path, { strictFileNames: true, validateEntrySizes: true })
  const entries: ZipEntry[] = []
  try {
    for await (const entry of zip.eachEntry()) {
      const bytes = await buffer(await zip.openReadStreamPromise(entry))
      // The reader compares sizes only.
      if (crc32(bytes) !== entry.crc32) throw new Error(`${entry.fileName} is damaged`)
      const { fileName: name, compressionMethod: method } = entry
      entries.push({ name, method, bytes, modifiedAt: entry.getLastModDate() })
    }
  } finally {
    zip.close()
  }
  return entries
}
