import { AppError, type ErrorCode } from '../../../shared/errors.ts'

/** What the system's error numbers mean to somebody who saves a file. The rest is `file:write-failed`. */
const meanings: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'file:no-space',
  EDQUOT: 'file:no-space',
  ENOENT: 'file:folder-unusable',
  ENOTDIR: 'file:folder-unusable',
  EACCES: 'file:folder-unusable',
  EPERM: 'file:folder-unusable',
  EROFS: 'file:folder-unusable',
  ENODEV: 'file:folder-unusable',
  ENAMETOOLONG: 'file:name-too-long',
  // FAT32 ends at 4 GiB; so does a limit of the account.
  EFBIG: 'file:too-large-for-disk',
  EBUSY: 'file:locked',
  ETXTBSY: 'file:locked'
}

/** The system's error number in words, e.g. `ENOSPC`; empty where there is none. */
export function errorNumber(thrown: unknown): string {
  if (!(thrown instanceof Error) || !('code' in thrown)) return ''
  return typeof thrown.code === 'string' ? thrown.code : ''
}

/** An error of the file system as the app tells it; any other error stays what it is. */
export function fileProblem(thrown: unknown, doing: string): AppError {
  if (thrown instanceof AppError) return thrown
  const number = errorNumber(thrown)
  if (number === '') return AppError.from(thrown)
  const code = meanings[number] ?? 'file:write-failed'
  return new AppError(code, `${doing} failed: ${number}`, { cause: thrown })
}
