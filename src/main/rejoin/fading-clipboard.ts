import type { Clock } from '../clock.ts'
import { Secret } from '../gateway/secret.ts'

/** The system clipboard. */
export interface ClipboardPort {
  readText(): Promise<string>
  writeText(text: string): Promise<void>
}

/** How long a copied credential stays on the clipboard: time to paste it, not to forget it there. */
const clipboardStayMs = 60_000

/**
 * Copies text and takes it back after a minute, or at once when told to; whatever somebody else
 * has put on the clipboard meanwhile stays.
 */
export class FadingClipboard {
  readonly #clipboard: ClipboardPort
  readonly #clock: Clock
  #copied: Secret | null = null
  #cancel: () => void = () => undefined

  constructor(clipboard: ClipboardPort, clock: Clock) {
    this.#clipboard = clipboard
    this.#clock = clock
  }

  async copy(text: string): Promise<void> {
    await this.#clipboard.writeText(text)
    this.#cancel()
    this.#copied = new Secret(text, 'copied')
    this.#cancel = this.#clock.after(clipboardStayMs, () => {
      void this.takeBack()
    })
  }

  /** Never throws: a clipboard that another program holds is left as it is. */
  async takeBack(): Promise<void> {
    const copied = this.#copied
    this.#cancel()
    this.#copied = null
    if (copied === null) return
    try {
      if ((await this.#clipboard.readText()) === copied.reveal())
        await this.#clipboard.writeText('')
    } catch {
      return
    }
  }
}
