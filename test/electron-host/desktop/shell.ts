import type { Offered } from '../offered.ts'
import type { Recorder } from '../recorder.ts'
import { official } from '../typing/official.ts'

/** `shell`: recorded; nothing opens. */
export class HostShell implements Offered<'Shell'> {
  readonly official = official('Shell', this, 'shell')
  readonly #recorder: Recorder

  constructor(recorder: Recorder) {
    this.#recorder = recorder
  }

  trashItem(path: string): Promise<void> {
    this.#recorder.record('shell.trashItem', path)
    return Promise.resolve()
  }
  showItemInFolder(path: string): void {
    this.#recorder.record('shell.showItemInFolder', path)
  }
  openExternal(url: string): Promise<void> {
    this.#recorder.record('shell.openExternal', url)
    return Promise.resolve()
  }
  openPath(path: string): Promise<string> {
    this.#recorder.record('shell.openPath', path)
    return Promise.resolve('')
  }
  beep(): void {
    this.#recorder.record('shell.beep')
  }
}
