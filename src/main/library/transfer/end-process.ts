import type { Clock } from '../../clock.ts'
import type { FileProcess } from './file-port.ts'
import type { Order } from './messages.ts'

/** How long the process may take to give up its files before it is ended without asking. */
export const patienceMs = 5_000

/** After this nobody waits for the process any more. */
const lastPatienceMs = 1_000

/** Asks the process to end its jobs and itself; resolves when it is gone. */
export async function endProcess(process: FileProcess, clock: Clock): Promise<void> {
  const close: Order = { type: 'close' }
  await new Promise<void>((resolve) => {
    let cancel = clock.after(patienceMs, () => {
      process.kill()
      cancel = clock.after(lastPatienceMs, resolve)
    })
    process.onExit(() => {
      cancel()
      resolve()
    })
    process.post(close)
  })
}
