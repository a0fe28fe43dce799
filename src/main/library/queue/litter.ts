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

  /** Throws only what the database throws. */
  async remove(part: PartRecord | null): Promise<void> {
    if (part === null || (await this.#removed(part.folder, part.partName))) return
    this.#write([...this.#read(), join(part.folder, part.partName)])
  }

  /** Tries again what could not be removed before. Throws only what the database throws. */
  async sweep(): Promise<void> {
    for (const path of this.#read()) {
      if (!(await this.#removed(dirname(path), basename(path)))) continue
      this.#write(this.#read().filter((left) => left !== path))
    }
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

  #read(): readonly string[] {
    const read = v.safeParse(paths, this.#deps.store.mark('litter'))
    return read.success ? read.output : []
  }

  #write(left: readonly string[]): void {
    this.#deps.store.setMark('litter', left.length === 0 ? null : JSON.stringify(left))
  }
}
