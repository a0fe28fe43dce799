import type { ItemStore } from '../database/item-store.ts'

/** Whether the agent paused everything; it outlasts a restart. */
export class AgentPause {
  readonly #store: Pick<ItemStore, 'mark' | 'setMark'>
  #isOn: boolean

  constructor(store: Pick<ItemStore, 'mark' | 'setMark'>) {
    this.#store = store
    this.#isOn = store.mark('paused') !== null
  }

  get isOn(): boolean {
    return this.#isOn
  }

  /** Stored first: what could not be stored is not pretended. */
  set(isOn: boolean): void {
    this.#store.setMark('paused', isOn ? 'yes' : null)
    this.#isOn = isOn
  }
}
