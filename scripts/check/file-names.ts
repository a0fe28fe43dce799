import { basename, dirname } from 'node:path/posix'

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/
const component = /^[A-Z][A-Za-z0-9]*\.svelte$/
const code = /\.(ts|js|cjs|mjs|css|html|svelte)$/
/** Names that say nothing about what a file owns. */
const empty = /^(types|(.+-)?(utils?|helpers?|common|managers?|constants))$/

/**
 * What is wrong with the names of these files (paths with `/`, relative to the project): folders
 * and files are kebab-case, components PascalCase, and a name says what its file owns.
 */
export function fileNameProblems(paths: readonly string[]): string[] {
  return paths.filter((path) => code.test(path)).flatMap((path) => problemsOf(path))
}

function problemsOf(path: string): string[] {
  const file = basename(path)
  const [stem = ''] = file.split('.')
  const folders = dirname(path).split('/')
  const problems: string[] = []
  if (file.endsWith('.svelte')) {
    if (!component.test(file)) problems.push(`${path}: a component is named in PascalCase`)
  } else if (!kebab.test(stem)) problems.push(`${path}: a file is named in kebab-case`)
  if (!folders.every((folder) => kebab.test(folder))) {
    problems.push(`${path}: a folder is named in kebab-case`)
  }
  if ([stem, ...folders].some((name) => empty.test(name))) {
    problems.push(`${path}: a name says what its file owns; this one fits any file`)
  }
  return problems
}
