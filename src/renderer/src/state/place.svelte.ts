import { createSubscriber } from 'svelte/reactivity'

export const views = ['now', 'recordings', 'inspector', 'activity', 'settings'] as const
export type ViewName = (typeof views)[number]

const isView = (name: string): name is ViewName => views.some((view) => view === name)

/** Which screen is shown. It lives in `location.hash`, so that Back works and a link can name it. */
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
    this.#follow()
    const name = this.#window.location.hash.slice(1)
    return isView(name) ? name : 'now'
  }

  go(view: ViewName): void {
    this.#window.location.hash = view
  }
}
