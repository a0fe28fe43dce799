import { posix, win32 } from 'node:path'
import type { FolderKind } from '../../shared/model/folder-kind.ts'

/** What the system and the disk tell of where videos could go. */
export interface UsualFolderFacts {
  readonly platform: NodeJS.Platform
  /** This user's folders, as the system names them: `Videos` on Windows and Linux, `Movies` on macOS. */
  readonly folders: { readonly home: string; readonly videos: string; readonly documents: string }
  readonly kindOf: (folder: string) => FolderKind
  /** True where files lie in a folder. */
  readonly holdsFiles: (folder: string) => boolean
}

const ownName = 'Callside'

/**
 * Where videos and pictures go until somebody chooses: `Callside` among the user's videos, and where
 * these are synchronised or on a share (Windows redirects them too on some PCs), `Callside` in the
 * home folder. Earlier versions took the documents: where files lie there, that stays.
 */
export function usualFolder({ platform, folders, kindOf, holdsFiles }: UsualFolderFacts): string {
  const names = platform === 'win32' ? win32 : posix
  const former = names.join(folders.documents, ownName)
  if (holdsFiles(former)) return former
  const videos = names.join(folders.videos, ownName)
  return kindOf(videos) === 'local' ? videos : names.join(folders.home, ownName)
}
