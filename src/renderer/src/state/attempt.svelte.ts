import type { Problem } from '../../../shared/model/problem.ts'
import { problemFrom } from '../bridge.ts'

/** One thing that a screen tries: whether it is under way, and why the last time did not work. */
export class Attempt {
  #running = $state(0)
  problem = $state.raw<Problem | null>(null)

  get busy(): boolean {
    return this.#running > 0
  }

  /** Runs `work`; where it fails, keeps the problem and resolves with `undefined`. */
  async run<T>(work: () => Promise<T>): Promise<T | undefined> {
    this.#running += 1
    this.problem = null
    try {
      return await work()
    } catch (thrown) {
      this.problem = problemFrom(thrown)
      return undefined
    } finally {
      this.#running -= 1
    }
  }

  /** Takes the problem off the screen. */
  dismiss(): void {
    this.problem = null
  }
}
