import { join } from 'node:path'
import { systemClock as clock } from './clock.ts'
import type { Log } from './diagnostics/log.ts'
import type { Net } from './faults/net.ts'
import type { FileWork } from './library/transfer/file-work.ts'
import { createRemoteFileWork } from './library/transfer/remote-file-work.ts'
import { transferProcess } from './platform/transfer-process.ts'

/** The one process that does all work on large files; it is started when it is first needed. */
export function openFileWork(outFolder: string, { log, net }: { log: Log; net: Net }): FileWork {
  const path = join(outFolder, 'main', 'transfer-process.js')
  return createRemoteFileWork({
    spawn: transferProcess(path),
    clock,
    onDied: () => {
      log({ level: 'error', what: 'file process ended' })
    },
    onFault: (frames) => {
      net.told(frames)
    }
  })
}
