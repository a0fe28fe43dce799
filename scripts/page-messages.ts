import { compile } from '@inlang/paraglide-js'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import type { Plugin } from 'vite'
import { messageStrategy } from './i18n.ts'

/**
 * Builds the page's messages in one module each instead of one for a language, each imported by
 * whoever says it: so a message lies in the chunk of its screen, and what is loaded first holds no
 * others.
 */
export function pageMessages(root: string): Plugin[] {
  const folder = mkdtempSync(join(tmpdir(), 'callside-messages-'))
  return [compiledApart(root, folder), saidAlone(folder)]
}

const allMessages = '\0all-messages'

/** Compiles them into `folder`, in the place of those that the other processes share. */
function compiledApart(root: string, folder: string): Plugin {
  const compiled = resolve(root, 'src/shared/i18n/compiled')
  return {
    name: 'callside:messages-apart',
    apply: 'build',
    enforce: 'pre',
    async buildStart() {
      await compile({
        project: resolve(root, 'project.inlang'),
        outdir: folder,
        strategy: [...messageStrategy],
        outputStructure: 'message-modules'
      })
    },
    resolveId(source, importer) {
      if (importer === undefined) return null
      const path = resolve(importer, '..', source)
      if (resolve(path, '..') !== compiled) return null
      return basename(path) === 'messages.js' ? allMessages : join(folder, basename(path))
    },
    // Nobody asks it for one: else every message would lie in a chunk that all screens share.
    load: (id) => (id === allMessages ? 'export const m = {}' : null),
    closeBundle() {
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

/** Has each module import the messages that it says. */
function saidAlone(folder: string): Plugin {
  const fileOf = (message: string): string => join(folder, 'messages', `${message}.js`)
  const made = (): string[] =>
    readdirSync(join(folder, 'messages'))
      .map((file) => basename(file, '.js'))
      .filter((message) => madeFromCodes.test(message))
  return {
    name: 'callside:messages-alone',
    apply: 'build',
    transform: {
      // When the components are scripts.
      order: 'post',
      handler: (code, id) =>
        importsMessages.test(code)
          ? { code: spelledOut({ code, id, fileOf, made }), map: null }
          : null
    }
  }
}

const importsMessages = /import\s*\{[^}]*\bm\b[^}]*\}\s*from\s*["'][^"']*\/i18n\/index\.ts["']/

/** Messages whose names are made from a code while the page runs: they are handed over together. */
const madeFromCodes = /^(?:error|retcode)_/

/** `const sentences = m`: whoever looks messages up by a name that it makes. */
const asTable = /(?<==\s*)m(?=\s*(?:;|$))/gm

interface Saying {
  readonly code: string
  /** The names of {@link madeFromCodes}. */
  readonly made: () => readonly string[]
  readonly id: string
  readonly fileOf: (message: string) => string
}

/**
 * `m.name` as an import of that message alone, and `m` as a table as those that are made from codes.
 * @throws where a message is not called by its name
 */
function spelledOut({ code, id, fileOf, made }: Saying): string {
  const said = new Set<string>()
  const body = code.replace(/(?<![\w$.])m(?:\.(\w+)|\s*\[)/g, (_whole, message?: string) => {
    if (message === undefined || !existsSync(fileOf(message)))
      throw new Error(`${id} says a message that is not named: ${message ?? 'm[...]'}`)
    said.add(message)
    return `m_${message}`
  })
  const whole = body.replace(asTable, () => {
    for (const message of made()) said.add(message)
    return `{ ${made()
      .map((message) => `${message}: m_${message}`)
      .join(', ')} }`
  })
  const imports = [...said].map(
    (message) => `import { ${message} as m_${message} } from ${JSON.stringify(fileOf(message))};`
  )
  return `${imports.join('')}${whole}`
}
