export interface Announcement {
  readonly id: number
  readonly text: string
  readonly tone: 'ok' | 'info' | 'problem'
}

/** Longest a message stays on screen, in milliseconds; problems stay until they are dismissed. */
const shownForMs = 6_000
const shownAtOnce = 3

/** Short messages about what just happened: seen as toasts, spoken by screen readers. */
export class Announcer {
  #items = $state.raw<readonly Announcement[]>([])
  #lastId = 0
  readonly #later: (work: () => void, delayMs: number) => void

  constructor(later: (work: () => void, delayMs: number) => void) {
    this.#later = later
  }

  get items(): readonly Announcement[] {
    return this.#items
  }

  /** `ok` and `info` are spoken when there is a pause, `problem` at once. */
  say(text: string, tone: Announcement['tone'] = 'info'): void {
    const id = ++this.#lastId
    this.#items = [...this.#items, { id, text, tone }].slice(-shownAtOnce)
    if (tone !== 'problem') {
      this.#later(() => {
        this.dismiss(id)
      }, shownForMs)
    }
  }

  dismiss(id: number): void {
    this.#items = this.#items.filter((item) => item.id !== id)
  }
}
