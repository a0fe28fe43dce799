import type { Clock } from '../../clock.ts'
import { framesOf } from '../../diagnostics/log.ts'
import type { FilePort } from './file-port.ts'
import { framesLimit, type Report } from './messages.ts'

export interface FaultReportDeps {
  readonly port: Pick<FilePort, 'post'>
  readonly clock: Pick<Clock, 'after'>
  /** Ends the process. */
  readonly end: () => void
}

/** Time for the report to leave the process; nothing else waits for it. */
const endAfterMs = 200

/**
 * Tells main what nobody in the file process has caught, then ends it: which job it belonged to is not
 * known, and one that never ended would hold its lane. Main starts another process, and rows try again.
 */
export function createFaultReport({
  port,
  clock,
  end
}: FaultReportDeps): (thrown: unknown) => void {
  let told = false
  return (thrown) => {
    if (told) return
    told = true
    clock.after(endAfterMs, end)
    port.post({ type: 'fault', frames: framesOf(thrown).slice(0, framesLimit) } satisfies Report)
  }
}
