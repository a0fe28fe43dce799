/** What the fixture's preload puts into its page, for specs that evaluate there. */
export interface FixtureApi {
  echo: (value: unknown) => Promise<unknown>
  fail: () => Promise<unknown>
  missing: () => Promise<unknown>
  whoami: () => Promise<{ origin: string; url: string; isTop: boolean; sameSender: boolean }>
  note: (text: string) => void
  onNoted: (listener: (text: string) => void) => () => void
  cyclic: { self: unknown }
  nested: { list: [number, { deep: boolean }] }
  symbol: symbol
  isSameSymbol: (symbol: symbol) => boolean
  takes: (value: unknown) => string
  throwError: () => void
  throwText: () => void
  sendSync: () => void
  exposeTwice: () => void
  makeFunctions: (count: number) => (() => number)[]
  sandbox: string[]
}

/** The page's globals, as far as specs read them. */
export interface FixtureWindow {
  api: FixtureApi
  apiAtStart: string
  inlineRan?: boolean
  open: (url: string) => unknown
  /** Of open.html: what reached that `host:port`. */
  tryNetwork: (address: string) => Promise<Record<string, string>>
}
