import { compile } from '@inlang/paraglide-js'
import { resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')

/** The language is the app's setting, handed in; no cookie, no address, no browser language. */
export const messageStrategy = ['globalVariable', 'baseLocale'] as const

/** Compiles `messages/` into functions under `src/shared/i18n/compiled`; every process shares them. */
export async function compileMessages(): Promise<void> {
  await compile({
    project: resolve(root, 'project.inlang'),
    outdir: resolve(root, 'src/shared/i18n/compiled'),
    strategy: [...messageStrategy],
    // One file a language; one a message would be some 700, each a request where screens are tested.
    outputStructure: 'locale-modules',
    emitTsDeclarations: true
  })
}

if (import.meta.main) await compileMessages()
