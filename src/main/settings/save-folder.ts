import { existsSync, mkdirSync } from 'node:fs'
import { dirname, posix, win32 } from 'node:path'
import { AppError } from '../../shared/errors.ts'

/** Folders that are not for videos, on which platform. */
export interface KeptFolders {
  readonly platform: NodeJS.Platform
  /** Where settings and the library's database are. */
  readonly userData: string
  /** The system's folder for temporary files: it is emptied without asking. */
  readonly temp: string
}

/** `\\?\C:\…` and `\\.\C:\…` name the same files as `C:\…` (Windows, "Naming files"). */
const devicePrefix = /^\\\\[?.]\\(?:UNC\\)?/i

/**
 * False for what is no absolute path, for the root of a drive or of the file system, and for the
 * folders of {@link KeptFolders} and everything in them. A network share (`\\server\videos`) is a
 * folder that somebody made, so it will do. Looks at names only; links are the caller's to resolve.
 */
export function mayHoldVideos(folder: string, kept: KeptFolders): boolean {
  const { platform, userData, temp } = kept
  const path = platform === 'win32' ? win32 : posix
  const chosen = plainPath(folder, platform)
  if (!path.isAbsolute(chosen)) return false
  const drive = platform === 'win32' ? /^(?:[a-z]:)?\\*$/i : /^\/+$/
  if (drive.test(chosen)) return false
  return ![userData, temp].some((outer) => {
    const way = path.relative(plainPath(outer, platform), chosen)
    return way === '' || !(/^\.\.(?:[\\/]|$)/.test(way) || path.isAbsolute(way))
  })
}

/** One spelling of a path: as the platform's file systems tell names apart. */
function plainPath(folder: string, platform: NodeJS.Platform): string {
  if (platform === 'linux') return posix.normalize(folder)
  const folded = folder.normalize('NFC').toLowerCase()
  if (platform !== 'win32') return posix.normalize(folded)
  const share = /^\\\\[?.]\\UNC\\/i.test(folder)
  return win32.normalize(folded.replace(devicePrefix, share ? '\\\\' : ''))
}

/**
 * The folder of saved files, made where it is not there yet. One level after the other: Node 24.21
 * tries for ever to make a folder recursively where a file system claims that its parent is missing
 * (`mkdirSync('/proc/a', { recursive: true })`).
 * @throws `file:folder-unusable`
 */
export function madeFolder(folder: string): string {
  try {
    const missing: string[] = []
    for (let path = folder; !existsSync(path) && dirname(path) !== path; path = dirname(path)) {
      missing.unshift(path)
    }
    for (const path of missing) makeOne(path)
    return folder
  } catch (thrown) {
    throw new AppError('file:folder-unusable', 'The save folder cannot be made', { cause: thrown })
  }
}

/** Somebody else may make it in the same moment. */
function makeOne(path: string): void {
  try {
    mkdirSync(path)
  } catch (thrown) {
    if (!existsSync(path)) throw thrown
  }
}
