import { basename, dirname, join } from 'node:path'
import * as v from 'valibot'
import type { ItemStore } from '../database/item-store.ts'
import { requireFolder } from '../files/disk-space.ts'
import type { FileWork } from '../transfer/file-work.ts'
import type { PartRecord } from './save-record.ts'

export interface LitterDeps {
  readonly store: Pick<ItemStore, 'mark' | 'setMark'>
  readonly work: Pick<FileWork, 'remove'>
}

const paths = v.pipe(v.string(), v.parseJson(), v.array(v.string()))

/**
 * Removes part files that nobody goes on with. One that is locked just then, or whose drive is
 * away, is written down, so that its row may forget it; it goes at a later start.
 */
export class Litter {
  readonly #deps: LitterDeps

  constructor(deps: LitterDeps) {
    this.#deps = deps
  }

  /**
   * Removes the part, then lets its row move on by `forget`. The part is written down before: a
   * crash in between leaves a row that remembers what is gone, and the next start finds it here.
   * Throws only what the database throws.
   */
  async remove(part: PartRecord | null, forget: () => void): Promise<void> {
    if (part === null) {
      forget()
      return
    }
    const path = join(part.folder, part.partName)
    this.#tryToNote(path)
    const isGone = await this.#removed(part.folder, part.partName)
    if (!isGone) this.#note(path)
    forget()
    if (isGone) this.#cross(path)
  }

  /** Parts that are to be removed, or are being removed. */
  paths(): readonly string[] {
    const read = v.safeParse(paths, this.#deps.store.mark('litter'))
    return read.success ? read.output : []
  }

  /** Tries again what could not be removed before. Throws only what the database throws. */
  async sweep(): Promise<void> {
    for (const path of this.paths()) {
      if (await this.#removed(dirname(path), basename(path))) this.#cross(path)
    }
  }

  #tryToNote(path: string): void {
    try {
      this.#note(path)
    } catch {
      // The disk is full: it goes without, for only what goes makes room to write.
    }
  }

  #note(path: string): void {
    if (!this.paths().includes(path)) this.#write([...this.paths(), path])
  }

  #cross(path: string): void {
    if (this.paths().includes(path)) this.#write(this.paths().filter((left) => left !== path))
  }

  /** A folder that is away says nothing of its files. */
  async #removed(folder: string, partName: string): Promise<boolean> {
    try {
      await requireFolder(folder)
      await this.#deps.work.remove(join(folder, partName))
      return true
    } catch {
      return false
    }
  }

  #write(left: readonly string[]): void {
    this.#deps.store.setMark('litter', left.length === 0 ? null : JSON.stringify(left))
  }
}
