import { compile } from '@inlang/paraglide-js'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import type { Plugin } from 'vite'
import { messageStrategy } from './i18n.ts'

/**
 * Builds the messages in one module each instead of one for a language, each imported by whoever
 * says it: so a message lies in the chunk of its screen, what is loaded first holds no others, and
 * what a process never says is not in its bundle. The plugins serve several builds of one run.
 */
export function messagesApart(root: string): Plugin[] {
  const folder = mkdtempSync(join(tmpdir(), 'callside-messages-'))
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true })
  })
  return [compiledApart(root, folder), saidAlone(folder)]
}

const noMessages = '\0no-messages'
const keyedMessages = '\0keyed-messages'
/** See `src/shared/i18n/keyed.ts`. */
const keyed = /^(?:error|retcode)_.*\.js$/

/** Compiles them into `folder`, in the place of those that are shared where nothing is built. */
function compiledApart(root: string, folder: string): Plugin {
  const compiled = resolve(root, 'src/shared/i18n/compiled')
  let compiling: Promise<unknown> | null = null
  return {
    name: 'callside:messages-apart',
    apply: 'build',
    enforce: 'pre',
    async buildStart() {
      await (compiling ??= compile({
        project: resolve(root, 'project.inlang'),
        outdir: folder,
        strategy: [...messageStrategy],
        outputStructure: 'message-modules'
      }))
    },
    resolveId(source, importer) {
      if (importer === undefined) return null
      const path = resolve(importer, '..', source)
      if (resolve(path, '..') !== compiled) return null
      if (basename(path) !== 'messages.js') return join(folder, basename(path))
      return basename(importer) === 'keyed.ts' ? keyedMessages : noMessages
    },
    load(id) {
      // Nobody asks it for one: else every message would lie in a chunk that all share.
      if (id === noMessages) return 'export const m = {}'
      return id === keyedMessages ? exportsOf(join(folder, 'messages')) : null
    }
  }
}

const exportsOf = (folder: string): string =>
  readdirSync(folder)
    .filter((name) => keyed.test(name))
    .map((name) => `export * from ${JSON.stringify(join(folder, name))}`)
    .join('\n')

/** Has each module import the messages that it says. */
function saidAlone(folder: string): Plugin {
  const fileOf = (message: string): string => join(folder, 'messages', `${message}.js`)
  return {
    name: 'callside:messages-alone',
    apply: 'build',
    transform: {
      // When the components are scripts.
      order: 'post',
      handler: (code, id) =>
        importsMessages.test(code) ? { code: spelledOut({ code, id, fileOf }), map: null } : null
    }
  }
}

/** `m` itself, handed on or looked into. */
const wholly = /(?:[=(,:[]|\.\.\.|\bin)\s*m\s*[;,)\]}\n[]/
const importsMessages = /import\s*\{[^}]*\bm\b[^}]*\}\s*from\s*["'][^"']*\/i18n\/index\.ts["']/

interface Saying {
  readonly code: string
  readonly id: string
  readonly fileOf: (message: string) => string
}

/**
 * `m.name` as an import of that message alone; nothing but the first line, which imports, moves, so
 * source maps hold. @throws where a message is not called by its name
 */
function spelledOut({ code, id, fileOf }: Saying): string {
  if (wholly.test(code.replace(importsMessages, '')))
    throw new Error(`${id} takes all messages at once: see src/shared/i18n/keyed.ts`)
  const said = new Set<string>()
  const body = code.replace(/(?<![\w$.])m\.(\w+)/g, (_whole, message: string) => {
    if (!existsSync(fileOf(message))) throw new Error(`${id}: there is no message ${message}`)
    said.add(message)
    return `m_${message}`
  })
  const imports = [...said].map(
    (message) => `import { ${message} as m_${message} } from ${JSON.stringify(fileOf(message))};`
  )
  return `${imports.join('')}${body}`
}
