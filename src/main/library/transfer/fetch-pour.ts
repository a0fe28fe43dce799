import { AppError } from '../../../shared/errors.ts'
import type { Clock } from '../../clock.ts'
import type { GatewayBody } from '../../gateway/body.ts'
import type { FileSink } from '../files/file-sink.ts'
import { Speed } from './fetch-speed.ts'
import { Watchdog } from './fetch-watchdog.ts'
import type { FetchLimits, FetchNews } from './file-work.ts'

/** News leave at most so often; the pace is looked at as often. */
const tickMs = 100

/** Without a change, a view still has to see the speed fall. */
const stillMs = 1_000

/** How long a server that was asked to hang up may stay silent before its body counts as the last. */
const graceMs = 200

export interface Pouring {
  readonly body: GatewayBody
  readonly sink: FileSink
  readonly clock: Clock
  readonly limits: FetchLimits
  /** Bytes of the whole file; null where unknown. */
  readonly totalBytes: number | null
  readonly onNews: (news: FetchNews) => void
}

/**
 * Brings a body into the sink to its end, flushed; meanwhile tells how far it is and ends it where
 * it stalls. Listens on until everything is on the disk: bytes that come too many prove the body
 * wrong. When this has settled, no write is on its way.
 */
export async function pour(pouring: Pouring): Promise<void> {
  const { body, sink } = pouring
  const closed = new Promise((resolve) => sink.once('close', resolve))
  sink.once('error', (error) => {
    body.fail(AppError.from(error))
  })
  const stop = tick(pouring)
  try {
    await body.pour(sink)
    stop()
    const silent = body.silence(graceMs)
    sink.end()
    await Promise.all([silent, closed])
    if (sink.errored !== null) throw AppError.from(sink.errored)
  } finally {
    stop()
    sink.destroy()
    await closed
  }
}

function tick({ body, sink, clock, limits, totalBytes, onNews }: Pouring): () => void {
  const speed = new Speed()
  const watchdog = new Watchdog(limits, clock.elapsed(), sink.bytes)
  let toldAt = clock.elapsed()
  let toldBytes = sink.bytes
  const tell = (): void => {
    toldAt = clock.elapsed()
    toldBytes = sink.bytes
    const bytesPerSecond = speed.at(toldAt, toldBytes)
    onNews({ receivedBytes: toldBytes, totalBytes, bytesPerSecond })
  }
  const look = (): void => {
    const elapsedMs = clock.elapsed()
    if (sink.bytes !== toldBytes || elapsedMs - toldAt >= stillMs) tell()
    const waitingForDisk = sink.writableNeedDrain
    const pace = watchdog.look({ elapsedMs, bytes: sink.bytes, waitingForDisk })
    if (pace === 'fine') cancel = clock.after(tickMs, look)
    else body.fail(new AppError('could-not-ask:stalled', `A download: it went ${pace}`))
  }
  tell()
  let cancel = clock.after(tickMs, look)
  return () => {
    cancel()
    if (sink.bytes !== toldBytes) tell()
  }
}
