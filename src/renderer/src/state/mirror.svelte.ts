import { createSubscriber } from 'svelte/reactivity'
import type { Problem } from '../../../shared/model/problem.ts'
import { problemFrom } from '../bridge.ts'

/** Where a mirrored value comes from: news of it, and the value as it is now. */
export interface Source<T> {
  listen: (heard: (value: T) => void) => () => void
  ask: () => Promise<T>
}

/**
 * A value that main owns, as the screens see it. It is followed only while something on screen
 * reads it; in between it keeps the last value.
 */
export class Mirror<T, Initial = T> {
  #value = $state.raw<T | Initial>()
  #known = $state(false)
  #problem = $state.raw<Problem | null>(null)
  readonly #initial: Initial
  readonly #source: Source<T>
  readonly #follow: () => void

  constructor(source: Source<T>, initial: Initial) {
    this.#initial = initial
    this.#source = source
    this.#follow = createSubscriber(() => this.#start())
  }

  /** The value, or the initial one until main has answered. Reading it follows it. */
  get value(): T | Initial {
    this.#follow()
    return this.#value ?? this.#initial
  }

  /** True as soon as main has told the value once. */
  get known(): boolean {
    this.#follow()
    return this.#known
  }

  /** Why the value could not be asked for, until news of it arrives. */
  get problem(): Problem | null {
    return this.#problem
  }

  #start(): () => void {
    let overtaken = false
    const stop = this.#source.listen((value) => {
      overtaken = true
      this.#take(value)
    })
    // Listen first, then ask: an event that overtakes the snapshot is the newer of the two.
    this.#source.ask().then(
      (value) => {
        if (!overtaken) this.#take(value)
      },
      (thrown: unknown) => {
        if (!overtaken) this.#problem = problemFrom(thrown)
      }
    )
    return () => {
      overtaken = true
      stop()
    }
  }

  #take(value: T): void {
    this.#value = value
    this.#known = true
    this.#problem = null
  }
}
