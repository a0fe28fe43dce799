import type { LineOptions } from './line-options.ts'

/** How one gateway is reached, as far as that is known: it may change while an agent is signed in. */
export interface Route {
  /** The same object as long as nothing has changed. */
  readonly now: () => LineOptions
  /** Asks anew: another network may have another proxy. */
  readonly renew: () => Promise<void>
}

/** One that never changes. */
export const fixedRoute = (line: LineOptions): Route => ({
  now: () => line,
  renew: () => Promise.resolve()
})
