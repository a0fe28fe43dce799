import { AppError } from '../../../shared/errors.ts'

/**
 * The longest path that every program of Windows opens: 260 UTF-16 units with the closing zero
 * (MAX_PATH). Node writes longer ones, but then Explorer and players cannot reach the video.
 */
const windowsUnits = 259

/** The limits of the other systems: a name, and a whole path (macOS; Linux allows 4,096). */
const posixBytes = { name: 255, path: 1_023 } as const

/** Whether a file of this name fits into a folder; `platform` is one of `process.platform`. */
export function pathFits(folder: string, name: string, platform: string): boolean {
  const length = folder.length + 1 + name.length
  if (platform === 'win32') return length <= windowsUnits
  const bytes = Buffer.byteLength(folder) + 1 + Buffer.byteLength(name)
  return Buffer.byteLength(name) <= posixBytes.name && bytes <= posixBytes.path
}

/** Throws `file:name-too-long` where the path of the file would be too long for other programs. */
export function requirePathLength(folder: string, name: string, platform: string): void {
  if (pathFits(folder, name, platform)) return
  throw new AppError('file:name-too-long', 'The folder and name together are too long')
}
