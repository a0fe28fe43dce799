import type { Offered } from '../offered.ts'
import { official } from '../typing/official.ts'

/** `clipboard`: kept in memory; the desktop's own is left alone. */
export class HostClipboard implements Offered<'Clipboard'> {
  readonly official = official('Clipboard', this, 'clipboard')
  #text = ''

  writeText(text: string): Promise<void> {
    this.#text = text
    return Promise.resolve()
  }
  readText(): Promise<string> {
    return Promise.resolve(this.#text)
  }
  clear(): void {
    this.#text = ''
  }
}
