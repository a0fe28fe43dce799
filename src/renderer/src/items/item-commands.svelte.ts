import { SvelteSet } from 'svelte/reactivity'
import { m } from '../../../shared/i18n/index.ts'
import type { ItemDescription, RecordIdDraft } from '../../../shared/model/library.ts'
import type { RemovedFiles } from '../../../shared/model/removed-files.ts'
import { problemFrom, type Bridge } from '../bridge.ts'
import type { Announcer } from '../state/announcer.svelte.ts'
import { copyText } from '../ui/copy-text.ts'
import { problemSentence } from '../../../shared/words/problem-words.ts'

/**
 * What can be done with items, the same on every screen. A command that fails says so in a message:
 * its row may have been scrolled away by then.
 */
export class ItemCommands {
  readonly #bridge: Bridge
  readonly #announcer: Announcer
  readonly #busy = new SvelteSet<string>()

  constructor(bridge: Bridge, announcer: Announcer) {
    this.#bridge = bridge
    this.#announcer = announcer
  }

  /** True while a command about this item, or this work on all of them, waits for its answer. */
  busy(itemId: string): boolean {
    return this.#busy.has(itemId)
  }

  /** Saves it, tries it again, resumes it or finishes it: what its state asks for. */
  save(itemId: string, failed = m.item_not_saved()): Promise<boolean> {
    return this.#run(itemId, failed, () => this.#bridge.call('library.save', { itemId }))
  }

  pause(itemId: string): Promise<boolean> {
    const command = (): Promise<unknown> => this.#bridge.call('library.pause', { itemId })
    return this.#run(itemId, m.queue_not_paused(), command)
  }

  cancel(itemId: string): Promise<boolean> {
    const command = (): Promise<unknown> => this.#bridge.call('library.cancel', { itemId })
    return this.#run(itemId, m.queue_not_cancelled(), command)
  }

  moveUp(itemId: string): Promise<boolean> {
    const command = (): Promise<unknown> => this.#bridge.call('library.moveUp', { itemId })
    return this.#run(itemId, m.queue_not_moved(), command)
  }

  pauseAll(): Promise<boolean> {
    const command = (): Promise<unknown> => this.#bridge.call('library.pauseAll')
    return this.#run('queue', m.queue_not_paused(), command)
  }

  resumeAll(): Promise<boolean> {
    const command = (): Promise<unknown> => this.#bridge.call('library.resumeAll')
    return this.#run('queue', m.queue_not_resumed(), command)
  }

  chooseFolder(): Promise<boolean> {
    const command = (): Promise<unknown> => this.#bridge.call('settings.chooseSaveFolder')
    return this.#run('folder', m.queue_folder_not_chosen(), command)
  }

  show(itemId: string): Promise<boolean> {
    const command = (): Promise<unknown> => this.#bridge.call('library.showInFolder', { itemId })
    return this.#run(itemId, m.item_not_shown(), command)
  }

  /** Null verifies everything that is saved. */
  verify(itemIds: readonly string[] | null): Promise<boolean> {
    const input = { itemIds: itemIds === null ? null : [...itemIds] }
    const command = (): Promise<unknown> => this.#bridge.call('library.verify', input)
    return this.#run('verify', m.item_not_verified(), command)
  }

  cancelVerification(): Promise<boolean> {
    const command = (): Promise<unknown> => this.#bridge.call('library.cancelVerification')
    return this.#run('verify', m.item_not_stopped(), command)
  }

  export(itemIds: readonly string[]): Promise<boolean> {
    const input = { itemIds: [...itemIds] }
    const command = (): Promise<unknown> => this.#bridge.call('library.export', input)
    return this.#run('export', m.item_not_exported(), command)
  }

  cancelExport(): Promise<boolean> {
    const command = (): Promise<unknown> => this.#bridge.call('library.cancelExport')
    return this.#run('export', m.item_not_stopped(), command)
  }

  describe(description: ItemDescription): Promise<boolean> {
    const command = (): Promise<unknown> => this.#bridge.call('library.describe', description)
    return this.#run(description.itemId, m.item_not_described(), command)
  }

  /** Gives the items that stay because the bin did not take their files. */
  async remove(itemIds: readonly string[], files: RemovedFiles): Promise<readonly string[]> {
    let left: readonly string[] = []
    await this.#run('remove', m.item_not_removed(), async () => {
      left = await this.#bridge.call('library.remove', { itemIds: [...itemIds], files })
    })
    return left
  }

  /** Rejects where it was not added: the form shows why. */
  add(draft: RecordIdDraft): Promise<unknown> {
    return this.#bridge.call('library.addByRecordId', draft)
  }

  /** Puts text on the clipboard. Rejects where that did not work, and says so. */
  async copy(text: string): Promise<void> {
    try {
      await copyText(text)
    } catch (thrown) {
      this.#announcer.say(m.item_not_copied(), 'problem')
      throw thrown
    }
  }

  async #run(key: string, failed: string, command: () => Promise<unknown>): Promise<boolean> {
    this.#busy.add(key)
    try {
      await command()
      return true
    } catch (thrown) {
      const problem = problemFrom(thrown)
      const said = [problem.retcode, problem.gatewayText, problem.ref].filter(Boolean).join(' · ')
      const detail = said === '' ? '' : ` (${said})`
      this.#announcer.say(`${failed}. ${problemSentence(problem)}${detail}`, 'problem')
      return false
    } finally {
      this.#busy.delete(key)
    }
  }
}
