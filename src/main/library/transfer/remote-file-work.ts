import { AppError } from '../../../shared/errors.ts'
import type { Clock } from '../../clock.ts'
import type { SpawnFileProcess } from './file-port.ts'
import type { FileWork } from './file-work.ts'

export interface RemoteFileWorkDeps {
  readonly spawn: SpawnFileProcess
  readonly clock: Clock
}

/** Work done in another process, which is started with the first job and again after it died. */
export function createRemoteFileWork(_deps: RemoteFileWorkDeps): FileWork {
  throw new AppError('unexpected', 'not built yet')
}
