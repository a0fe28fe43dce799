import type { RequestLine } from '../calls/timeline.ts'
import type { GatewayClock } from '../gateway/gateway-clock.ts'
import type { ObservedRequest } from '../gateway/observation.ts'
import type { Log } from './log.ts'

export interface ObserveDeps {
  /** Learns the gateway's time from every answer, also from polls. */
  clock: GatewayClock
  log: Log
  /** Puts one line on the shift's timeline. */
  show: (line: RequestLine) => void
}

/** The gateway's name of the poll in its own log. */
const pollName = 'getAgentEvent'

/**
 * Tells log and timeline of a request. A poll that worked is told to neither: there is one every ten
 * seconds, all day long, and it would bury the rest.
 */
export const observeRequest =
  ({ clock, log, show }: ObserveDeps) =>
  (request: ObservedRequest): void => {
    clock.observe(request)
    const { logName, outcome, retcode, code, callId, durationMs, bytes, calldataLength } = request
    if (logName === pollName && outcome === 'ok') return
    const level = outcome === 'ok' ? 'info' : 'warn'
    log({
      level,
      what: 'request',
      logName,
      outcome,
      retcode,
      code,
      callId,
      durationMs,
      bytes,
      calldataLength
    })
    // Its repetition is what the agent asked for; that a Guid was renewed is nobody's problem.
    if (request.repeated === true) return
    if (request.mayFail === true && outcome !== 'ok') return
    show({
      callId: callId ?? null,
      logName,
      outcome,
      durationMs,
      problem: code === undefined ? null : { code, ...(retcode === undefined ? {} : { retcode }) }
    })
  }
