import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import type { FolderKind } from '../../shared/model/folder-kind.ts'
import { folderKind, type FolderFacts } from './folder-kind.ts'
import { followLinks } from './follow-links.ts'

/** Tells where folders are on this PC: by the name that was chosen, and by what it leads to. */
export function createKindOf(facts: FolderFacts): (folder: string) => FolderKind {
  let last: { readonly folder: string; readonly kind: FolderKind } | null = null
  return (folder) => {
    if (last?.folder !== folder) {
      const named = folderKind(folder, facts)
      const kind = named === 'local' ? folderKind(followLinks(folder), facts) : named
      last = { folder, kind }
    }
    return last.kind
  }
}

type Environment = FolderFacts['env']

/** Reads what this PC tells of clouds and shares; what cannot be read tells nothing. */
export function folderFacts(platform: NodeJS.Platform, env: Environment): FolderFacts {
  const home = homedir()
  return {
    ...{ platform, env, home },
    dropbox: dropboxInfo(home, env).flatMap((path) => dropboxFolders(textOf(path))),
    // Made by macOS where "Desktop & Documents Folders" is on.
    appleDocuments:
      platform === 'darwin' &&
      existsSync(join(home, 'Library', 'Mobile Documents', 'com~apple~CloudDocs', 'Documents')),
    mounts: platform === 'linux' ? textOf('/proc/self/mounts') : ''
  }
}

/** Where Dropbox says where its folders are (help.dropbox.com, "Locate the Dropbox folder"). */
function dropboxInfo(home: string, env: Environment): string[] {
  const roots = [env['APPDATA'], env['LOCALAPPDATA']].filter((root) => root !== undefined)
  return [join(home, '.dropbox'), ...roots.map((root) => join(root, 'Dropbox'))].map((folder) =>
    join(folder, 'info.json')
  )
}

const info = v.record(v.string(), v.object({ path: v.string() }))

/** The folders that the text of an `info.json` names. */
export function dropboxFolders(text: string): string[] {
  try {
    return Object.values(v.parse(info, JSON.parse(text))).map(({ path }) => path)
  } catch {
    return []
  }
}

/** As long as such files are; also where somebody else has put something else there. */
const mostCharacters = 1_000_000

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').slice(0, mostCharacters)
  } catch {
    return ''
  }
}

/** True where something lies in a folder that is not only the desktop's own note on it. */
export function holdsFiles(folder: string): boolean {
  try {
    return readdirSync(folder).some((name) => !name.startsWith('.') && name !== 'desktop.ini')
  } catch {
    return false
  }
}
