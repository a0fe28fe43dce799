import type { LibraryWork } from '../../../shared/model/library.ts'
import { problemOf } from '../../../shared/model/problem.ts'

/** What a piece of work tells while it runs. */
export interface LongWorkNews {
  readonly signal: AbortSignal
  /** Tells how far it is. */
  readonly told: (news: Partial<Pick<LibraryWork, 'done' | 'total' | 'files' | 'findings'>>) => void
}

const begun: LibraryWork = {
  ...{ done: 0, total: 0, files: 0, state: 'running' },
  ...{ findings: 0, fileName: null, problem: null }
}

/**
 * One longer piece of work at a time, that can be watched and cancelled. It is told to the owner
 * who began it, and goes on where they leave.
 */
export class LongWork {
  readonly #onChange: () => void
  readonly #owner: () => string | null
  #view: LibraryWork | null = null
  /** Who began it. */
  #begunBy: string | null = null
  #controller: AbortController | null = null
  #ended: Promise<void> = Promise.resolve()

  /** `owner`: the person at the desk. */
  constructor(onChange: () => void, owner: () => string | null = () => null) {
    this.#onChange = onChange
    this.#owner = owner
  }

  get view(): LibraryWork | null {
    return this.#begunBy === this.#owner() ? this.#view : null
  }

  get isRunning(): boolean {
    return this.#controller !== null
  }

  /** Starts `work`; does nothing where one is running. Resolves when it has ended, however. */
  start(fileName: string | null, work: (news: LongWorkNews) => Promise<void>): Promise<void> {
    if (!this.isRunning) this.#ended = this.#run(fileName, work)
    return this.#ended
  }

  cancel(): void {
    this.#controller?.abort()
  }

  /** Cancels it and waits for its end. */
  close(): Promise<void> {
    this.cancel()
    return this.#ended
  }

  async #run(fileName: string | null, work: (news: LongWorkNews) => Promise<void>): Promise<void> {
    const controller = new AbortController()
    this.#controller = controller
    this.#begunBy = this.#owner()
    let view: LibraryWork = { ...begun, fileName }
    const tell = (news: Partial<LibraryWork>): void => {
      view = { ...view, ...news }
      this.#view = view
      this.#onChange()
    }
    tell({})
    try {
      await work({ signal: controller.signal, told: tell })
      this.#controller = null
      tell({ state: controller.signal.aborted ? 'cancelled' : 'done' })
    } catch (thrown) {
      this.#controller = null
      if (controller.signal.aborted) tell({ state: 'cancelled' })
      else tell({ state: 'failed', problem: problemOf(thrown) })
    }
  }
}
