import type { LibraryView, LibraryWork } from '../../../shared/model/library.ts'
import type { Bridge } from '../bridge.ts'
import type { Announcer } from '../state/announcer.svelte.ts'
import { ItemCommands } from './item-commands.svelte.ts'
import { ListDesk } from './list-desk.svelte.ts'

/** What the screens of the library keep for one agent. */
export class LibraryDesk {
  readonly commands: ItemCommands
  readonly saved = new ListDesk()
  readonly captures = new ListDesk()
  /** Notices that were taken off the screen, by what they said: other news shows again. */
  #dismissed = $state.raw<readonly string[]>([])

  constructor(bridge: Bridge, announcer: Announcer) {
    this.commands = new ItemCommands(bridge, announcer)
  }

  /** The notice as long as it was not dismissed. */
  news<T extends LibraryWork | NonNullable<LibraryView['rebuilt']>>(
    name: string,
    notice: T | null
  ): T | null {
    return notice === null || this.#dismissed.includes(keyOf(name, notice)) ? null : notice
  }

  dismiss(name: string, notice: object): void {
    this.#dismissed = [...this.#dismissed, keyOf(name, notice)]
  }

  /** Work that begins anew may end as it did before, and is told again. */
  begun(name: string): void {
    const left = this.#dismissed.filter((key) => !key.startsWith(`${name} `))
    if (left.length !== this.#dismissed.length) this.#dismissed = left
  }
}

const keyOf = (name: string, notice: object): string => `${name} ${JSON.stringify(notice)}`
