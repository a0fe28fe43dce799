import type { Problem } from '../../../../shared/model/problem.ts'
import type { Bridge } from '../../bridge.ts'
import { Attempt } from '../../state/attempt.svelte.ts'

export const inspectorActions = ['refresh', 'listen', 'stop', 'intercept', 'hang-up'] as const
export type InspectorAction = (typeof inspectorActions)[number]

/** Why the last action did not work. */
export interface ActionProblem {
  readonly action: InspectorAction
  readonly problem: Problem
}

/**
 * What the inspector does on this screen. One thing at a time: while one is under way, no other is
 * sent, and none is ever sent again by itself.
 */
export class InspectorActions {
  readonly #bridge: Bridge
  readonly #attempt = new Attempt()
  /** Apart from the others: a slow list must not keep anybody from stopping. */
  readonly #refreshing = new Attempt()
  #last = $state<{ action: InspectorAction; workNo: string | null } | null>(null)

  constructor(bridge: Bridge) {
    this.#bridge = bridge
  }

  /** The action under way, or null. */
  get busy(): InspectorAction | null {
    return this.#attempt.busy ? (this.#last?.action ?? null) : null
  }

  get refreshing(): boolean {
    return this.#refreshing.busy
  }

  /** The agent that listening is being asked for, or null. */
  get listeningTo(): string | null {
    return this.busy === 'listen' ? (this.#last?.workNo ?? null) : null
  }

  get problem(): ActionProblem | null {
    const { problem } = this.#attempt
    if (problem !== null && this.#last !== null) return { action: this.#last.action, problem }
    const unlisted = this.#refreshing.problem
    return unlisted === null ? null : { action: 'refresh', problem: unlisted }
  }

  dismiss(): void {
    this.#attempt.dismiss()
    this.#refreshing.dismiss()
  }

  refresh(): void {
    if (this.refreshing) return
    void this.#refreshing.run(() => this.#bridge.call('supervision.refresh'))
  }

  listen(workNo: string): void {
    this.#do('listen', () => this.#bridge.call('supervision.listen', { workNo }), workNo)
  }

  stop(): void {
    this.#do('stop', () => this.#bridge.call('supervision.stop'))
  }

  /** `confirmation` is the agent's number as it was typed; main compares it once more. */
  intercept(workNo: string, confirmation: string): void {
    const command = { workNo, confirmation }
    this.#do('intercept', () => this.#bridge.call('supervision.intercept', command))
  }

  hangUp(): void {
    this.#do('hang-up', () => this.#bridge.call('calls.release'))
  }

  #do(action: InspectorAction, work: () => Promise<unknown>, workNo: string | null = null): void {
    if (this.#attempt.busy) return
    this.#last = { action, workNo }
    this.#refreshing.dismiss()
    void this.#attempt.run(work)
  }
}
