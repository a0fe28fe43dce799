import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { fileNameProblems } from './file-names.ts'
import { messageProblems } from './messages.ts'
import { reasonProblems } from './reasons.ts'

const compiledFolder = 'src/shared/i18n/compiled'
const sources = '{src,test,scripts,lint}/**/*.{ts,js,cjs,mjs,css,html,svelte}'

/** Names of files, and reasons beside every rule that is switched off. */
export function houseProblems(root: string): string[] {
  const paths = globSync(sources, { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !path.startsWith(compiledFolder))
    .sort()
  return [
    ...fileNameProblems(paths),
    ...paths.flatMap((path) => reasonProblems(path, readFileSync(join(root, path), 'utf8')))
  ]
}

/** Both languages against each other, and the sources against what was compiled from them. */
export async function languageProblems(root: string): Promise<string[]> {
  const settings = readJson(join(root, 'project.inlang/settings.json'))
  const files = globSync('messages/*.json', { cwd: root }).map((path) => [
    basename(path),
    readJson(join(root, path))
  ])
  const compiled = join(root, compiledFolder, 'messages.js')
  if (!existsSync(compiled)) return [`${compiledFolder} is missing: run "npm run i18n"`]
  // A namespace object: its own keys are the names that the module exports.
  const messages = (await import(pathToFileURL(compiled).href)) as Record<string, unknown>
  // The files are the project's own; one of another shape shows up as missing keys.
  return messageProblems({
    locales: settings['locales'] as string[],
    files: Object.fromEntries(files) as Record<string, Record<string, unknown>>,
    compiled: new Set(Object.keys(messages))
  })
}

// Objects all of them, and the project's own.
const readJson = (path: string): Record<string, unknown> =>
  JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
