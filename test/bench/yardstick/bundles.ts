import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { sourcesOf } from './sources.ts'

export interface Weight {
  readonly name: string
  readonly bytes: number
  readonly gzipBytes: number
}

/** What is built into the app, as it lies in `out`. */
export interface Bundles {
  /** The JavaScript that the page loads before it can draw its first screen. */
  readonly pageFirst: readonly Weight[]
  /** What it loads when it is needed. */
  readonly pageLater: readonly Weight[]
  readonly main: readonly Weight[]
  /** The largest parts of main's files: a library, or a folder of ours, and its bytes. */
  readonly mainParts: readonly (readonly [part: string, bytes: number])[]
}

const largest = 10

export function bundlesIn(out: string): Bundles {
  const page = join(out, 'renderer')
  const html = readFileSync(join(page, 'index.html'), 'utf8')
  const entry = /<script[^>]+src="\.?\/?assets\/([^"]+)"/.exec(html)?.[1]
  if (entry === undefined) throw new Error('index.html loads no script')
  const assets = join(page, 'assets')
  const first = importedFrom(assets, entry)
  const isFirst = ({ name }: Weight): boolean => first.has(name)
  const all = scriptsIn(assets)
  const main = [...scriptsIn(join(out, 'main')), ...scriptsIn(join(out, 'main', 'chunks'))]
  return {
    pageFirst: all.filter(isFirst),
    pageLater: all.filter((one) => !isFirst(one)),
    main,
    mainParts: partsOf(join(out, 'main'))
  }
}

/** The script and everything that it imports at once. */
function importedFrom(folder: string, entry: string, known = new Set<string>()): Set<string> {
  if (known.has(entry)) return known
  known.add(entry)
  const code = readFileSync(join(folder, entry), 'utf8')
  for (const [, name] of code.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g))
    if (name !== undefined) importedFrom(folder, name, known)
  return known
}

const scriptsIn = (folder: string): Weight[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.js'))
    .map((name) => {
      const code = readFileSync(join(folder, name))
      return { name, bytes: code.length, gzipBytes: gzipSync(code, { level: 9 }).length }
    })
    .sort((one, other) => other.bytes - one.bytes)

function partsOf(folder: string): (readonly [string, number])[] {
  const parts = new Map<string, number>()
  const maps = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.js.map')
  )
  for (const name of maps) {
    const path = join(folder, name)
    for (const [source, bytes] of sourcesOf(path.slice(0, -'.map'.length), path))
      parts.set(partOf(source), (parts.get(partOf(source)) ?? 0) + bytes)
  }
  return [...parts].sort(([, one], [, other]) => other - one).slice(0, largest)
}

/** `node_modules/got`, `src/main/library`, `messages`. */
function partOf(source: string): string {
  const library = /node_modules\/(?:@[^/]+\/)?[^/]+/g.exec(source)?.[0]
  const own = /src\/(?:main|simulator|shared)\/[^/]+/.exec(source)?.[0]
  return library ?? own ?? (source.includes('callside-messages') ? 'messages' : 'other')
}
