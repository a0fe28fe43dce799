import type { ItemStore } from '../database/item-store.ts'

/** Whether the agent paused everything; it outlasts a restart. */
export class AgentPause {
  readonly #store: Pick<ItemStore, 'mark' | 'setMark'>
  /** Null until it could be read. */
  #isOn: boolean | null = null

  constructor(store: Pick<ItemStore, 'mark' | 'setMark'>) {
    this.#store = store
  }

  /** False as well while the library cannot be read: nothing runs then. */
  get isOn(): boolean {
    this.#isOn ??= this.#read()
    return this.#isOn ?? false
  }

  /** Stored first: what could not be stored is not pretended. */
  set(isOn: boolean): void {
    this.#store.setMark('paused', isOn ? 'yes' : null)
    this.#isOn = isOn
  }

  #read(): boolean | null {
    try {
      return this.#store.mark('paused') !== null
    } catch {
      return null
    }
  }
}
