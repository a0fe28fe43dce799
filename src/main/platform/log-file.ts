import log from 'electron-log/node'
import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { logText, type Log } from '../diagnostics/log.ts'
import { keepLogsPrivate } from '../diagnostics/private-logs.ts'

/** Five files of 2 MB: about a week of a busy agent. */
const maxBytes = 2 * 1024 * 1024
const olderFiles = 4

/** The log's file in that folder. */
export const logFileIn = (folder: string): string => join(folder, 'callside.log')

/** The log, in `folder`, readable by this user only. A line that cannot be written is lost, and that is all. */
export function openLog(folder: string): Log {
  keepLogsPrivate(folder)
  const logger = log.create({ logId: 'callside' })
  logger.transports.console.level = false
  const { file } = logger.transports
  file.level = 'info'
  file.maxSize = maxBytes
  file.format = '{y}-{m}-{d}T{h}:{i}:{s}.{ms}{z} {level} {text}'
  file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' }
  file.resolvePathFn = () => logFileIn(folder)
  file.archiveLogFn = ({ path }) => {
    rotate(path)
  }
  return (line) => {
    try {
      logger[line.level](logText(line))
    } catch {
      // The files could not be moved on: who logs has something else to do.
    }
  }
}

function rotate(path: string): void {
  rmSync(`${path}.${olderFiles}`, { force: true })
  for (let number = olderFiles - 1; number >= 0; number -= 1) {
    const from = number === 0 ? path : `${path}.${number}`
    try {
      renameSync(from, `${path}.${number + 1}`)
    } catch {
      // That file is not there yet.
    }
  }
}
