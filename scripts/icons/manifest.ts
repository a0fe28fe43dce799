import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { iconFiles } from './plan.ts'

/** What the icons were made from, and what was made: hashes only, so that no browser is needed to compare. */
export interface IconManifest {
  sources: Readonly<Record<string, string>>
  outputs: Readonly<Record<string, string>>
}

export const manifestName = 'manifest.json'

/** The manifest that fits what is there now. */
export const manifestOf = (artFolder: string, iconFolder: string): IconManifest => ({
  sources: {
    ...hashesOf(artFolder),
    // Sizes and colours are a source, too.
    plan: hash(JSON.stringify(iconFiles))
  },
  outputs: hashesOf(iconFolder)
})

const hashesOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== manifestName)
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path): [string, string] => [
        path.slice(folder.length + 1).replaceAll('\\', '/'),
        hash(readFileSync(path))
      ])
      .sort(([a], [b]) => (a < b ? -1 : 1))
  )

const hash = (content: string | Buffer): string =>
  createHash('sha256').update(content).digest('hex')
