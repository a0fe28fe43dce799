// The few parts of the DOM that the injected code uses. The project's Node side is compiled
// without the DOM library, and this code must not bring it in for everybody.

export interface PageEvent {
  readonly defaultPrevented: boolean
  readonly detail?: unknown
  readonly relatedTarget?: PageTarget | null
  readonly button?: number
  readonly ctrlKey?: boolean
  readonly metaKey?: boolean
  readonly shiftKey?: boolean
  readonly submitter?: PageElement | null
  readonly target: unknown
  composedPath: () => unknown[]
  preventDefault: () => void
  stopImmediatePropagation: () => void
}

export interface PageTarget {
  dispatchEvent: (event: PageEvent) => boolean
  addEventListener: (
    type: string,
    listener: (event: PageEvent) => void,
    options?: { capture?: boolean; once?: boolean }
  ) => void
}

export interface PageElement extends PageTarget {
  readonly href?: string
  readonly target?: string
  readonly action?: string
  readonly method?: string
  readonly formTarget?: string
}

export interface PageDocument {
  readonly baseURI: string
  createElement: (name: string) => PageElement
  querySelector: (selector: string) => PageElement | null
}

/** The page's `window`. */
export interface PageWindow extends PageTarget {
  readonly top: unknown
  readonly document: PageDocument
  readonly location: { href: string }
  readonly CustomEvent: new (type: string, init: { detail: unknown }) => PageEvent
  readonly MouseEvent: new (type: string, init: { relatedTarget: PageTarget }) => PageEvent
  readonly Node: abstract new () => object
  readonly Blob: abstract new () => object
  readonly HTMLAnchorElement: abstract new () => PageElement
  readonly HTMLFormElement: abstract new () => PageElement
  readonly FormData: new (form: PageElement) => Iterable<[string, string]>
}
