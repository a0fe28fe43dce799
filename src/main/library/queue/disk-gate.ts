import type { QueuePause } from '../../../shared/model/library.ts'
import { problemOf, type Problem } from '../../../shared/model/problem.ts'
import type { Clock } from '../../clock.ts'
import { freeOnDisk, requireFolder, type FreeBytes } from '../files/disk-space.ts'
import { requireWritable } from '../files/write-test.ts'

type DiskPause = Extract<QueuePause, { by: 'no-space' | 'folder' }>

export interface DiskGateDeps {
  readonly clock: Clock
  /** How often a closed gate looks whether it can open. */
  readonly everyMs: number
  /** The folder that files are saved in now. Throws `file:folder-unusable`. */
  readonly folder: () => string
  /** What must stay free on the disk. */
  readonly reserveBytes: number
  readonly freeBytes?: FreeBytes
  /** Called when it closes, and when it has opened. */
  readonly onChange: () => void
}

const diskFaults: ReadonlySet<string> = new Set([
  'file:no-space',
  'file:folder-unusable',
  'file:name-too-long'
])

/** True where the fault is the disk's or the folder's, and the next file would meet it as well. */
export const isDiskFault = ({ code }: Problem): boolean => diskFaults.has(code)

/**
 * Holds the queue back while the disk is full or the folder is out of reach, and opens by itself
 * when that is over. A fault of the disk is not a fault of the file: no try is spent on it.
 */
export class DiskGate {
  readonly #deps: DiskGateDeps
  #pause: DiskPause | null = null
  #cancelLook = (): void => undefined

  constructor(deps: DiskGateDeps) {
    this.#deps = deps
  }

  get pause(): DiskPause | null {
    return this.#pause
  }

  close(problem: Problem, neededBytes: number | null): void {
    const folder = this.#folder('')
    if (problem.code === 'file:no-space') this.#set({ by: 'no-space', folder, neededBytes })
    else this.#set({ by: 'folder', folder, problem })
  }

  /** Looks now: another folder was chosen, or somebody pressed "resume". */
  async look(): Promise<void> {
    const before = this.#pause
    if (before === null) return
    this.#cancelLook()
    const next = await this.#whyStillClosed(before)
    // It may have been closed for another reason meanwhile.
    if (this.#pause === before) this.#set(next)
  }

  end(): void {
    this.#cancelLook()
  }

  #set(next: DiskPause | null): void {
    const { clock, everyMs, onChange } = this.#deps
    this.#pause = next
    this.#cancelLook()
    if (next !== null) this.#cancelLook = clock.after(everyMs, () => void this.look())
    onChange()
  }

  async #whyStillClosed(before: DiskPause): Promise<DiskPause | null> {
    const { reserveBytes, freeBytes = freeOnDisk } = this.#deps
    try {
      const folder = this.#deps.folder()
      await requireFolder(folder)
      await requireWritable(folder)
      const neededBytes = before.by === 'no-space' ? before.neededBytes : null
      const free = await freeBytes(folder)
      const enough = free === null || free >= (neededBytes ?? 0) + reserveBytes
      return enough ? null : { by: 'no-space', folder, neededBytes }
    } catch (thrown) {
      const problem = problemOf(thrown)
      if (problem.code === 'file:no-space') return { ...before }
      return { by: 'folder', folder: this.#folder(before.folder), problem }
    }
  }

  #folder(otherwise: string): string {
    try {
      return this.#deps.folder()
    } catch {
      return otherwise
    }
  }
}
