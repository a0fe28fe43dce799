import type { CdpSession } from '../browser/connection.ts'

export interface ConsoleLine {
  level: 'info' | 'warning' | 'error' | 'debug'
  message: string
  lineNumber: number
  sourceId: string
}

/** Everything that Electron's console-message tells: calls, browser messages, uncaught errors. */
export function followConsole(cdp: CdpSession, tell: (line: ConsoleLine) => void): void {
  cdp.on('Runtime.consoleAPICalled', ({ type, args, stackTrace }) => {
    const frame = stackTrace?.callFrames[0]
    tell({
      level: toLevel(type),
      message: args.map((arg) => String(arg.value ?? arg.description ?? '')).join(' '),
      lineNumber: (frame?.lineNumber ?? 0) + 1,
      sourceId: frame?.url ?? ''
    })
  })
  cdp.on('Log.entryAdded', ({ entry }) => {
    tell({
      level: toLevel(entry.level),
      message: entry.text,
      lineNumber: entry.lineNumber ?? 0,
      sourceId: entry.url ?? ''
    })
  })
  cdp.on('Runtime.exceptionThrown', ({ exceptionDetails }) => {
    const { exception, text, lineNumber, url } = exceptionDetails
    tell({
      level: 'error',
      message: `Uncaught ${exception?.description ?? text}`,
      lineNumber: lineNumber + 1,
      sourceId: url ?? ''
    })
  })
}

function toLevel(type: string): ConsoleLine['level'] {
  if (type === 'warning') return 'warning'
  if (type === 'error' || type === 'assert') return 'error'
  return type === 'debug' || type === 'verbose' ? 'debug' : 'info'
}
