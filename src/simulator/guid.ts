import { randomUUID } from 'node:crypto'
import type { Clock } from './clock.ts'

export interface GuidRules {
  mode: 'static' | 'dynamic'
  intervalMs: number
  timeoutMs: number
  /** Whether the one before the current Guid passes for one more interval. */
  overlap: boolean
}

/** `good` passes; `old` was right once in this session; `unknown` never was. */
export type GuidVerdict = 'good' | 'old' | 'unknown'

/** The Guids of one session. */
export interface GuidKeeper {
  current(): string
  judge(guid: string): GuidVerdict
  /** Time until the next poll answer brings a new Guid; infinite in static mode. */
  dueInMs(): number
  /** A new Guid when one is due, otherwise null. Called once for every poll answer. */
  renewIfDue(): string | null
  /** Makes a new Guid due now, in either mode. */
  makeDue(): void
}

/** `<uuid>.AgentGateway0`; `prefix` replaces the first digits of the uuid. */
export function newGuid(prefix = ''): string {
  const digits = prefix.slice(0, 8)
  return `${digits}${randomUUID().slice(digits.length)}.AgentGateway0`
}

/**
 * Rotation happens with the poll answer that delivers the new Guid (cec_07_0005), so a client
 * that polls is never left without a valid one, even where the old one ends at once.
 */
export function createGuidKeeper(
  clock: Clock,
  rules: GuidRules,
  make: () => string = newGuid
): GuidKeeper {
  const known = new Set<string>()
  let current = make()
  let issuedAt = clock.now()
  let previous: { guid: string; until: number } | null = null
  let dueAt = rules.mode === 'static' ? Number.POSITIVE_INFINITY : issuedAt + rules.intervalMs
  known.add(current)

  const isGood = (guid: string): boolean => {
    const now = clock.now()
    if (guid === current) return rules.mode === 'static' || now < issuedAt + rules.timeoutMs
    return previous !== null && guid === previous.guid && now < previous.until
  }

  return {
    current: () => current,
    judge: (guid) => (isGood(guid) ? 'good' : known.has(guid) ? 'old' : 'unknown'),
    dueInMs: () => Math.max(0, dueAt - clock.now()),
    makeDue: () => {
      dueAt = clock.now()
    },
    renewIfDue: () => {
      const now = clock.now()
      if (now < dueAt) return null
      previous = rules.overlap ? { guid: current, until: now + rules.intervalMs } : null
      current = make()
      known.add(current)
      issuedAt = now
      dueAt = rules.mode === 'static' ? Number.POSITIVE_INFINITY : now + rules.intervalMs
      return current
    }
  }
}
