import type { Offered } from '../offered.ts'
import { official } from '../typing/official.ts'

export interface FrameParts {
  /** The frame's address as the app knows it. */
  url: () => string
  parent: Electron.WebFrameMain | null
}

/** One frame of a page: enough for a sender check. */
export class HostFrame implements Offered<'WebFrameMain'> {
  readonly official = official('WebFrameMain', this)
  readonly #parts: FrameParts

  constructor(parts: FrameParts) {
    this.#parts = parts
  }

  get url(): string {
    return this.#parts.url()
  }
  get origin(): string {
    return originOf(this.url)
  }
  get parent(): Electron.WebFrameMain | null {
    return this.#parts.parent
  }
  get top(): Electron.WebFrameMain {
    return this.#parts.parent?.top ?? this.official
  }
}

/** Chromium's serialised origin: unlike Node's `URL.origin` it knows custom standard schemes. */
export function originOf(url: string): string {
  const [origin = '', scheme = ''] = /^([a-z][a-z\d+.-]*):\/\/[^/?#]*/i.exec(url) ?? []
  if (scheme === 'file') return 'file://'
  if (scheme === 'http' || scheme === 'https') return new URL(url).origin
  return origin === '' ? 'null' : origin
}
