import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { runCommand, tool } from '../../scripts/run/command.ts'

const project = resolve(import.meta.dirname, '../..')

/** The real configs: a wall is proved with the rules that are in force, not with a copy of them. */
const configs = [
  '.dependency-cruiser.cjs',
  '.prettierignore',
  '.prettierrc.json',
  'eslint.config.js',
  'knip.json',
  'lint',
  'svelte.config.js',
  'tsconfig.base.json',
  'tsconfig.json',
  'tsconfig.node.json',
  'tsconfig.web.json'
]

/** Path -> content of the files that stand beside the configs. */
export type Files = Readonly<Record<string, string>>

/** A project of its own in a temporary folder: the real configs, the installed tools, these files. */
export interface Tree {
  root: string
  /** Runs an installed tool there and gives its standard output and error back. */
  run(name: string, args: readonly string[], from?: string): Promise<string>
  remove(): void
}

export function plantTree(files: Files): Tree {
  const root = mkdtempSync(join(tmpdir(), 'callside-walls-'))
  for (const config of configs)
    cpSync(join(project, config), join(root, config), { recursive: true })
  symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'), 'junction')
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  return {
    root,
    run: async (name, args, from) => {
      const command = { ...tool(root, name, from), args }
      const options = { cwd: root, output: 'collect', timeoutMs: 300_000 } as const
      return (await runCommand(command, options)).output
    },
    remove: () => {
      rmSync(root, { recursive: true, force: true })
    }
  }
}
