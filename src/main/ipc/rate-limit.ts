import type { CommandName } from '../../shared/ipc/names.ts'
import type { Clock } from '../clock.ts'

/** True where one more call of this command is allowed now. */
export type RateLimit = (name: CommandName) => boolean

/** Calls a second and the burst that is let through at once. A person never reaches them; a runaway page does. */
const usual = { perSecond: 20, burst: 40 }
const special: Partial<Record<CommandName, typeof usual>> = {
  'supervision.intercept': { perSecond: 1, burst: 1 },
  // A list of 100,000 items comes in 200 pages, one after the other.
  'library.page': { perSecond: 100, burst: 200 },
  'session.signIn': { perSecond: 1, burst: 3 }
}

/** A token bucket a command. */
export function createRateLimit(clock: Pick<Clock, 'elapsed'>): RateLimit {
  const buckets = new Map<CommandName, { tokens: number; at: number }>()
  return (name) => {
    const { perSecond, burst } = special[name] ?? usual
    const at = clock.elapsed()
    const last = buckets.get(name) ?? { tokens: burst, at }
    const tokens = Math.min(burst, last.tokens + ((at - last.at) / 1000) * perSecond)
    const allowed = tokens >= 1
    buckets.set(name, { tokens: allowed ? tokens - 1 : tokens, at })
    return allowed
  }
}
