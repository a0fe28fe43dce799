import { randomBytes } from 'node:crypto'
import { speak } from '../shared/i18n/index.ts'
import { systemClock as clock } from './clock.ts'
import { framesOf } from './diagnostics/log.ts'
import { hadToEnd, startFailed, type FatalWords } from './faults/fatal-words.ts'
import { Net } from './faults/net.ts'
import { spreadNet } from './faults/process-net.ts'
import { hostVoice, readHost, type FoundUserData, type HostVoice } from './platform/host.ts'
import { logFileIn, openLog } from './platform/log-file.ts'
import { endSaying, startOrSay } from './platform/start.ts'

const newRef = (): string => randomBytes(4).toString('hex')

/** The app with a net under it: whatever fails from here on is logged and said. */
export function startWithNet(userData: FoundUserData, outFolder: string): Promise<void> {
  const net = new Net({ clock, newRef })
  spreadNet(net.caught)
  return startOrSay(
    async () => {
      // Read once Electron is ready: its other processes start meanwhile.
      const { startApp } = await import('./app.ts')
      const host = readHost(userData)
      const logFile = logFileIn(host.logFolder)
      const giveUp = (ref: string, quit: () => void): void => {
        endSaying(hadToEnd({ ref, logFile }), quit)
      }
      return startApp(host, outFolder, { net, giveUp })
    },
    (thrown) => whyNot(thrown, hostVoice())
  )
}

/** Logs why there is no app, as far as there can be a log, and gives the words for it. */
function whyNot(thrown: unknown, { logFolder, language }: HostVoice): FatalWords {
  const ref = newRef()
  speak(() => language)
  openLog(logFolder)({ level: 'error', what: 'start failed', ref, frames: framesOf(thrown) })
  return startFailed(thrown, { ref, logFile: logFileIn(logFolder) })
}
