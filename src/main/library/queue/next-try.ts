import type { ErrorCode } from '../../../shared/errors.ts'
import type { Problem } from '../../../shared/model/problem.ts'

/** Tries of one save before it is left to the agent. */
export const mostTries = 5

const firstPauseMs = 1_000
const longestPauseMs = 60_000
/** A server that asks for more than this is not waited for that long (RFC 9110, 10.2.3). */
const longestRetryAfterMs = 600_000

/** What stands between this PC and the gateway; the poll meets it as well. */
const inBetween = [
  'could-not-ask:proxy-unreachable',
  'could-not-ask:proxy-refused',
  'could-not-ask:proxy-credentials',
  'could-not-ask:portal'
] as const

/** The connection broke, or the server had no time: the same request may well work next time. */
const passing = new Set<ErrorCode>([
  'could-not-ask:unreachable',
  'could-not-ask:timeout',
  'could-not-ask:name-unknown',
  ...inBetween,
  'could-not-ask:stalled',
  'could-not-ask:server-busy',
  'file:truncated',
  'file:locked',
  // The part file vanished before it got its name: a virus scanner, or somebody tidying up.
  'file:missing',
  'transfer-ended'
])

/** Nothing was heard from the gateway: that says nothing about the file. */
const unheard = new Set<ErrorCode>([
  'could-not-ask:unreachable',
  'could-not-ask:timeout',
  'could-not-ask:name-unknown',
  ...inBetween,
  'could-not-ask:stalled',
  'file:truncated'
])

/** True for faults that a gateway which cannot be reached explains. */
export const isUnheard = ({ code }: Problem): boolean => unheard.has(code)

/** A server that broke the rules once is asked once more. */
const onceMore = new Set<ErrorCode>(['file:too-long'])

/** The gateway does not know this sign-in: the poll decides whether that is so, and it may be past. */
const signedOutRetcode = '100-006'

export interface TryFacts {
  readonly problem: Problem
  /** Tries so far, this one included. */
  readonly tries: number
  /** What the server asked for, in milliseconds. */
  readonly retryAfterMs: number | null
  readonly now: number
  /** 0 up to 1. */
  readonly random: number
}

/**
 * When to try again, in milliseconds since 1970; null where it is given up: a refusal, a missing
 * right, a full disk or an untrusted certificate does not change by asking again. The pauses are
 * full jitter: anywhere up to 1 s, 2 s, 4 s … 60 s, so that a site's PCs do not come back at once.
 */
export function nextTry({ problem, tries, retryAfterMs, now, random }: TryFacts): number | null {
  const { code, retcode } = problem
  const mayTry =
    passing.has(code) || retcode === signedOutRetcode || (onceMore.has(code) && tries < 2)
  // A locked part is opened before anything is asked of the gateway, so that trying costs it nothing.
  const maySpend = tries < mostTries || code === 'file:locked'
  if (!mayTry || !maySpend) return null
  const pause = random * Math.min(longestPauseMs, firstPauseMs * 2 ** (tries - 1))
  return Math.round(now + Math.max(pause, Math.min(retryAfterMs ?? 0, longestRetryAfterMs)))
}
