import { ipcMain, type IpcMainInvokeEvent } from 'electron/main'
import { randomBytes } from 'node:crypto'
import { serialize } from 'node:v8'
import type { Handlers } from '../../shared/ipc/contract.ts'
import type { Clock } from '../clock.ts'
import { framesOf, type Log } from '../diagnostics/log.ts'
import { createRateLimit } from '../ipc/rate-limit.ts'
import { registerCommands } from '../ipc/register.ts'
import { appOrigin } from './app-scheme.ts'
import { trustOnly } from './ipc-trust.ts'

/** Answers the contract's commands over Electron's IPC. */
export function answerCommands(
  handlers: Handlers,
  { clock, log }: { clock: Clock; log: Log }
): void {
  registerCommands<IpcMainInvokeEvent>({
    ipc: ipcMain,
    handlers,
    isTrusted: trustOnly(appOrigin),
    // The same structured clone that carried it here.
    sizeOf: (raw) => serialize(raw).byteLength,
    rateLimit: createRateLimit(clock),
    report(command, { code, retcode, cause }) {
      const ref = randomBytes(4).toString('hex')
      const ours = code === 'unexpected'
      log({
        level: ours ? 'error' : 'warn',
        what: 'command failed',
        command,
        code,
        retcode,
        ref,
        frames: ours ? framesOf(cause) : undefined
      })
      return ref
    }
  })
}
