import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ErrorCode } from '../../../shared/errors.ts'
import type { FileCheck } from '../../../shared/model/library.ts'
import { errorNumber } from '../files/file-problem.ts'
import type { HashedFile } from '../transfer/file-work.ts'

/** What hashing a file came to: what it holds, or why it could not be read. */
export type HashEnd = HashedFile | { readonly code: ErrorCode }

/**
 * What reading a whole file says of it. `unchecked` where the reading itself was ended (cancelled,
 * or its process died): that says nothing of the file, and what was known before still holds.
 */
export function checkFile(expected: HashedFile, found: HashEnd): FileCheck {
  if ('code' in found) return checkOfProblem(found.code)
  const same = found.bytes === expected.bytes && found.sha256 === expected.sha256
  return same ? 'unchanged' : 'changed'
}

function checkOfProblem(code: ErrorCode): FileCheck {
  switch (code) {
    case 'file:missing':
    case 'not-found':
      return 'missing'
    case 'file:changed':
      return 'changed'
    default:
      return code.startsWith('file:') ? 'unreachable' : 'unchecked'
  }
}

/**
 * A quick look without reading the file: its size only. `unchecked` where nothing speaks against
 * it, and never `unchanged`: that takes {@link checkFile}. Does not throw.
 */
export async function lookAtFile(
  folder: string,
  fileName: string,
  bytes: number
): Promise<FileCheck> {
  try {
    const found = await stat(join(folder, fileName))
    return found.isFile() && found.size === bytes ? 'unchecked' : 'changed'
  } catch (error) {
    if (!isGone(error)) return 'unreachable'
    return (await isFolder(folder)) ? 'missing' : 'unreachable'
  }
}

const isGone = (error: unknown): boolean => errorNumber(error) === 'ENOENT'

/** A drive that was unplugged takes its folders with it; its files are not lost. */
async function isFolder(folder: string): Promise<boolean> {
  try {
    return (await stat(folder)).isDirectory()
  } catch {
    return false
  }
}
