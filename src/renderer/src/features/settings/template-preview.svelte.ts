import type { Problem } from '../../../../shared/model/problem.ts'
import { problemFrom, type Bridge } from '../../bridge.ts'

/** The file name that a template leads to, asked of main while it is typed. */
export class TemplatePreview {
  readonly #bridge: Bridge
  #fileName = $state<string | null>(null)
  #problem = $state.raw<Problem | null>(null)
  #asking = false
  #next: string | null = null

  constructor(bridge: Bridge) {
    this.#bridge = bridge
  }

  /** Null until main has answered, and where the template cannot be used. */
  get fileName(): string | null {
    return this.#fileName
  }

  /** Why the template cannot be used; null where it can. */
  get problem(): Problem | null {
    return this.#problem
  }

  /** One question at a time; of what is typed meanwhile only the last is asked. */
  async ask(template: string): Promise<void> {
    this.#next = template
    if (this.#asking) return
    this.#asking = true
    while (this.#next !== null) {
      const asked = this.#next
      this.#next = null
      await this.#answer(asked)
    }
    this.#asking = false
  }

  async #answer(template: string): Promise<void> {
    try {
      const { fileName } = await this.#bridge.call('settings.previewName', { template })
      this.#fileName = fileName
      this.#problem = null
    } catch (thrown) {
      this.#fileName = null
      this.#problem = problemFrom(thrown)
    }
  }
}
