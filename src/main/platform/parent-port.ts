import type { ParentPort } from 'electron'
import { guarded } from '../guard.ts'
import type { FilePort } from '../library/transfer/file-port.ts'

/**
 * The way from a process that main started back to main: Electron's where it is a utility process,
 * Node's own channel where it was forked by plain Node. The process ends with main.
 */
export function openParentPort(): FilePort {
  // Electron's types promise it everywhere; only a utility process has it.
  const parentPort = process.parentPort as ParentPort | undefined
  return parentPort === undefined ? nodeChannel() : electronPort(parentPort)
}

/**
 * Takes Node's own variables out of this process: one of them switches the verification of
 * certificates off for the whole process, and a PC may have it set for other programs.
 */
export function forgetNodeVariables(): void {
  for (const name of Object.keys(process.env)) {
    // Only by leaving the environment does a variable stop to count for Node.
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- see above
    if (/^NODE_/i.test(name)) delete process.env[name]
  }
}

function electronPort(port: ParentPort): FilePort {
  return {
    post: (message) => {
      port.postMessage(message)
    },
    onMessage(listener) {
      const hear = guarded(({ data }: { data: unknown }) => {
        listener(data)
      })
      port.on('message', hear)
      return () => {
        port.off('message', hear)
      }
    }
  }
}

function nodeChannel(): FilePort {
  process.once(
    'disconnect',
    guarded(() => process.exit(0))
  )
  return {
    // A message after main's end has nobody to reach.
    post: (message) => process.send?.(message, undefined, undefined, () => undefined),
    onMessage(listener) {
      const hear = guarded(listener)
      process.on('message', hear)
      return () => {
        process.off('message', hear)
      }
    }
  }
}
