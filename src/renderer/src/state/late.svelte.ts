/** A part of the page that is loaded when it is first needed, and then kept. */
export class Late<T> {
  readonly #fetch: () => Promise<T>
  #value = $state.raw<T | null>(null)
  #failed = $state(false)
  #begun = false

  constructor(fetch: () => Promise<T>) {
    this.#fetch = fetch
  }

  /** Null until it has been loaded. */
  get value(): T | null {
    return this.#value
  }

  /** True when it could not be loaded: only a page that is loaded anew asks for it again. */
  get failed(): boolean {
    return this.#failed
  }

  /** Loads it; nothing happens when that has begun before. */
  load(): void {
    if (this.#begun) return
    this.#begun = true
    this.#fetch().then(
      (value) => (this.#value = value),
      () => (this.#failed = true)
    )
  }
}
