import type { RejoinView } from '../../shared/model/rejoin.ts'
import type { Clock } from '../clock.ts'
import type { ConnectInfo } from '../gateway/connect-info.ts'
import type { GatewayClock } from '../gateway/gateway-clock.ts'
import { expiryOf } from './expiry.ts'

/** The newest access information of one call. Its signature stays in here. */
export interface HeldInfo {
  readonly info: ConnectInfo
  readonly view: RejoinView
}

/** What screens may see of it, with its end by this PC's clock. */
export function heldInfo(
  callId: string,
  info: ConnectInfo,
  { clock, gatewayClock }: { clock: Pick<Clock, 'now'>; gatewayClock: GatewayClock }
): HeldInfo {
  const { signature, ...fields } = info
  const end = expiryOf(info.ctime)
  const expiresAt = end === null ? null : Math.max(0, gatewayClock.toLocal(end))
  const view = {
    callId,
    fetchedAt: clock.now(),
    expiresAt,
    fields,
    hasSignature: signature !== null
  }
  return { info, view }
}

/** Refreshed quietly when only this part of its life is left. */
const refreshAt = 0.2

/** Nothing that lives shorter than this is worth a refresh: it would be asked for all the time. */
const shortestLifeMs = 10_000

/** In how many milliseconds it should be refreshed; null where it tells no end, or has ended. */
export function refreshInMs({ fetchedAt, expiresAt }: RejoinView): number | null {
  if (expiresAt === null) return null
  const lifeMs = expiresAt - fetchedAt
  return lifeMs < shortestLifeMs ? null : Math.round(lifeMs * (1 - refreshAt))
}
