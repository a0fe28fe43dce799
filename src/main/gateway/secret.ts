import { inspect } from 'node:util'

/** A text that no log, error or message can print: reading it takes a call that says so. */
export class Secret {
  readonly #text: string
  readonly #label: string

  constructor(text: string, label: string) {
    this.#text = text
    this.#label = label
  }

  /** The text itself. Every caller is a place where a secret leaves its wrapping. */
  reveal(): string {
    return this.#text
  }

  toString(): string {
    return `[${this.#label}]`
  }

  toJSON(): string {
    return this.toString()
  }

  [inspect.custom](): string {
    return this.toString()
  }
}
