import type { Clock } from '../../clock.ts'
import { guarded } from '../../guard.ts'
import type { GatewayEvent } from '../../gateway/gateway-event.ts'
import type { ItemStore } from '../database/item-store.ts'
import { factsOf, type ItemRow } from '../items/item-row.ts'
import { afterCallDue, type AfterCallSettings } from '../rules/after-call.ts'

/** Recordings of yesterday are the agent's to decide about. */
const reachMs = 12 * 3_600_000
const callLimit = 500

export interface AfterCallDeps {
  readonly store: Pick<ItemStore, 'undecided'>
  readonly clock: Clock
  readonly settings: () => AfterCallSettings
  /** Who is signed in; null where nobody is. */
  readonly signedIn: () => { readonly owner: string; readonly agentId: string } | null
  readonly save: (row: ItemRow) => void
}

/**
 * Saves the agent's videos by itself once their call has ended, where the agent or the
 * organisation wants it. Only what ended while the rule was switched on is meant.
 */
export class AfterCallSaves {
  readonly #deps: AfterCallDeps
  /** When each call ended, as events told it. */
  readonly #endedAt = new Map<string, number>()
  #cancelTimer = (): void => undefined
  /** Since when the rule holds; null while it is off. */
  #since: number | null = null

  constructor(deps: AfterCallDeps) {
    this.#deps = deps
  }

  handle(event: GatewayEvent): void {
    if (event.type === 'call-released') {
      this.#endedAt.set(event.callId, this.#deps.clock.now())
      const [oldest] = this.#endedAt.keys()
      if (this.#endedAt.size > callLimit && oldest !== undefined) this.#endedAt.delete(oldest)
    }
    if (event.type === 'call-released' || event.type === 'recording-stopped') this.look()
  }

  /** Saves what is due and rings when the next is; call it when the settings change, too. */
  look(): void {
    const { store, clock, settings, signedIn } = this.#deps
    // A full disk costs the one that it cannot be noted for; the others and the next look have their turn.
    const save = guarded(this.#deps.save)
    this.#cancelTimer()
    const { enabled, waitSeconds } = settings()
    const now = clock.now()
    if (!enabled) this.#since = null
    else this.#since ??= now
    const agent = signedIn()
    if (this.#since === null || agent === null) return
    let next = Infinity
    for (const row of store.undecided(agent.owner, now - reachMs)) {
      const due = this.#dueAt(row, agent.agentId, { enabled, waitSeconds })
      if (due === null || due < this.#since) continue
      if (due <= now) save(row)
      else next = Math.min(next, due)
    }
    if (next === Infinity) return
    this.#cancelTimer = clock.after(next - now, () => {
      this.look()
    })
  }

  close(): void {
    this.#cancelTimer()
  }

  #dueAt(row: ItemRow, agentId: string, settings: AfterCallSettings): number | null {
    const callEndedAt = row.callId === null ? null : (this.#endedAt.get(row.callId) ?? null)
    const recording = { ...factsOf(row), saveState: row.save.state, callEndedAt }
    return afterCallDue(recording, agentId, settings)
  }
}
