import { AppError } from '../../../shared/errors.ts'
import type { Clock } from '../../clock.ts'
import type { Fetching } from './fetch.ts'
import type { FileWork } from './file-work.ts'

export interface LocalFileWorkDeps {
  readonly clock: Clock
  /** Closed together with the work. */
  readonly fetching: Fetching
  readonly archive: FileWork['archive']
}

/** All work on large files, in this process. */
export function createLocalFileWork(_deps: LocalFileWorkDeps): FileWork {
  throw new AppError('unexpected', 'not built yet')
}
