import { createSubscriber } from 'svelte/reactivity'

export const views = ['now', 'library', 'captures', 'inspector', 'activity', 'settings'] as const
export type ViewName = (typeof views)[number]

const isView = (name: string): name is ViewName => views.some((view) => view === name)

/**
 * Which screen is shown, and which part of it, as `#screen/part`. It lives in `location.hash`, so
 * that Back works and a link can name it.
 */
export class Place {
  readonly #window: Window
  readonly #follow: () => void

  constructor(window: Window) {
    this.#window = window
    this.#follow = createSubscriber((update) => {
      window.addEventListener('hashchange', update)
      return () => {
        window.removeEventListener('hashchange', update)
      }
    })
  }

  get view(): ViewName {
    const name = this.#parts()[0] ?? ''
    return isView(name) ? name : 'now'
  }

  /** The part of the screen that is asked for; an empty text where none is named. */
  get part(): string {
    return this.#parts()[1] ?? ''
  }

  go(view: ViewName, part = ''): void {
    this.#window.location.hash = part === '' ? view : `${view}/${part}`
  }

  #parts(): readonly string[] {
    this.#follow()
    return this.#window.location.hash.slice(1).split('/')
  }
}
