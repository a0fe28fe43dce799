import type { Problem } from '../../../../shared/model/problem.ts'
import type { InterceptWish, SupervisionMode } from '../../../../shared/model/supervision.ts'
import type { Bridge } from '../../bridge.ts'
import { Attempt } from '../../state/attempt.svelte.ts'

export const inspectorActions = [
  'listen',
  'insert',
  'whisper',
  'switch',
  'stop',
  'intercept',
  'hang-up'
] as const
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

  /** Why the list could not be asked for by hand, or null. */
  get listProblem(): Problem | null {
    return this.#refreshing.problem
  }

  get problem(): ActionProblem | null {
    const { problem } = this.#attempt
    if (problem === null || this.#last === null) return null
    return { action: this.#last.action, problem }
  }

  /** Whether that is being asked for on that agent now. */
  isBeginning(mode: SupervisionMode, workNo: string): boolean {
    return this.busy === mode && this.#last?.workNo === workNo
  }

  dismiss(): void {
    this.#attempt.dismiss()
  }

  refresh(): void {
    if (this.refreshing) return
    void this.#refreshing.run(() => this.#bridge.call('supervision.refresh'))
  }

  begin(mode: SupervisionMode, workNo: string): void {
    this.#do(mode, () => this.#bridge.call(`supervision.${mode}`, { workNo }), workNo)
  }

  switchTo(mode: SupervisionMode): void {
    this.#do('switch', () => this.#bridge.call('supervision.switch', { mode }))
  }

  stop(): void {
    this.#do('stop', () => this.#bridge.call('supervision.stop'))
  }

  /** The token of a dialog that opens; null where main does not offer an intercept now. */
  async prepareIntercept(workNo: string): Promise<string | null> {
    if (this.#attempt.busy) return null
    this.#last = { action: 'intercept', workNo }
    const prepared = await this.#attempt.run(() =>
      this.#bridge.call('supervision.prepareIntercept', { workNo })
    )
    return prepared?.token ?? null
  }

  /** The calls among which an intercept can choose. Fails quietly: then there is no choice. */
  async callsOf(workNo: string): Promise<readonly string[]> {
    return this.#bridge.call('supervision.callsOf', { workNo }).catch(() => [])
  }

  /** Main checks token, number and time once more. */
  intercept(wish: InterceptWish): void {
    this.#do('intercept', () => this.#bridge.call('supervision.intercept', wish), wish.workNo)
  }

  hangUp(): void {
    this.#do('hang-up', () => this.#bridge.call('calls.release'))
  }

  #do(action: InspectorAction, work: () => Promise<unknown>, workNo: string | null = null): void {
    if (this.#attempt.busy) return
    this.#last = { action, workNo }
    void this.#attempt.run(work)
  }
}
