import { app } from 'electron/main'
import { m } from '../../shared/i18n/index.ts'
import { framesOf } from '../diagnostics/log.ts'
import { spreadNet } from '../faults/process-net.ts'

/** Of a command that failed inside; sysexits.h calls it EX_SOFTWARE. */
const failedInside = 70

/** Runs a command without a window and ends with the code that it gives; one that fails says so. */
export async function endWith(command: () => Promise<number>): Promise<void> {
  const fail = (thrown: unknown): void => {
    process.stderr.write(`${m.doctor_cli_failed()} ${framesOf(thrown)}\n`)
    app.exit(failedInside)
  }
  // Electron would show a box for it, and a script would wait for whoever closes that.
  spreadNet(fail)
  try {
    await app.whenReady()
    app.exit(await command())
  } catch (thrown) {
    fail(thrown)
  }
}
