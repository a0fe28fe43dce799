import { AppError } from '../../../shared/errors.ts'
import type { FileWork } from '../transfer/file-work.ts'

/** Writes a case as one ZIP archive, streamed. */
export function createArchive(): FileWork['archive'] {
  return () => Promise.reject(new AppError('unexpected', 'not built yet'))
}
