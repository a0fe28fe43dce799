import { utilityProcess } from 'electron/main'
import { guarded } from '../guard.ts'
import type { SpawnFileProcess } from '../library/transfer/file-port.ts'

/** How the process is called where the system lists processes. */
const serviceName = 'Callside files'

/** Starts the built entry `path` (`transfer-process.js`) as Electron's utility process. */
export function transferProcess(path: string): SpawnFileProcess {
  return () => {
    // What it would print could name files and hosts, so nobody listens.
    const options = { serviceName, stdio: 'ignore', env: plainEnvironment() } as const
    const child = utilityProcess.fork(path, [], options)
    return {
      post: (message) => {
        child.postMessage(message)
      },
      onMessage(listener) {
        const hear = guarded(listener)
        child.on('message', hear)
        return () => {
          child.off('message', hear)
        }
      },
      onExit(listener) {
        const hear = guarded(listener)
        child.on('exit', hear)
        return () => {
          child.off('exit', hear)
        }
      },
      kill: () => {
        child.kill()
      }
    }
  }
}

/** Without Node's own variables: `NODE_OPTIONS` could load foreign code into the process. */
function plainEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^NODE_/i.test(name)))
}
