import { shell } from 'electron/common'
import { app, dialog } from 'electron/main'
import { m } from '../../shared/i18n/index.ts'
import type { FatalWords } from '../faults/fatal-words.ts'

/** How a process ends that could not do what it was started for. */
const failed = 1

const answers = ['again', 'folder', 'quit'] as const

/** The native box of an app that cannot start or go on. It needs no window; the process ends with it. */
export class FatalBox {
  readonly #words: FatalWords
  #shown = new AbortController()

  constructor(words: FatalWords) {
    this.#words = words
  }

  /** Brings it to the front: it is taken back and asked anew. */
  show(): void {
    this.#shown.abort()
  }

  /** Asks until the person starts the app again or quits, then ends the process. */
  async ask(): Promise<void> {
    const { title, detail, path } = this.#words
    // For whoever started it from a console, and where no box can be shown.
    process.stderr.write(`${title}\n${detail}\n`)
    try {
      let answer = await this.#answer()
      while (answer !== 'quit' && answer !== 'again') {
        if (answer === 'folder') shell.showItemInFolder(path)
        answer = await this.#answer()
      }
      if (answer === 'again') app.relaunch()
    } finally {
      app.exit(failed)
    }
  }

  /** Null where it was taken back to be shown anew. */
  async #answer(): Promise<(typeof answers)[number] | null> {
    const { title, detail, again } = this.#words
    const { signal } = (this.#shown = new AbortController())
    const { response } = await dialog.showMessageBox({
      type: 'error',
      title: 'Callside',
      message: title,
      detail,
      buttons: [again, m.fault_folder(), m.fault_quit()],
      defaultId: 0,
      cancelId: 2,
      noLink: true,
      signal
    })
    return signal.aborted ? null : (answers[response] ?? 'quit')
  }
}
