import type { PageEvent, PageTarget, PageWindow } from './dom.ts'

/** A value on its way to the other world. Whatever is not tagged otherwise is cloned by the browser. */
type Crossing =
  | ['value', unknown]
  | ['function', number]
  | ['promise', number]
  | ['error', string]
  // Number 0 stands for a registered symbol, whose key is the text.
  | ['symbol', number, string]
  | ['array', number, Crossing[]]
  | ['object', number, [string, Crossing][]]
  | ['seen', number]

type Outcome = ['returned', Crossing] | ['threw', string]
type Letter =
  | ['call', number, Crossing[]]
  | ['outcome', Outcome]
  | ['settled', number, boolean, Crossing]
  | ['release', number]
  | ['expose', string, Crossing]

type AnyFunction = (...args: unknown[]) => unknown

export interface BridgeEnd {
  /** Puts a frozen copy of `api` into the other world's window; throws where the name is taken. */
  expose: (name: string, api: unknown) => void
}

/**
 * One end of contextBridge; the same code runs in the page's world and in the preload's.
 * `bus` is a detached element that both worlds hold and the page cannot reach; events on it are
 * synchronous, and the browser clones their `detail` from one world to the other.
 * Injected into pages: it may use nothing from outside itself.
 */
export function makeBridgeEnd(bus: PageTarget, mine: string, theirs: string): BridgeEnd {
  // In both worlds the global object is the window.
  const window = globalThis as unknown as PageWindow
  const { CustomEvent, Node, Blob } = window
  const dispatch = bus.dispatchEvent.bind(bus)
  const kept = new Map<number, { method: AnyFunction; holders: number }>()
  const keptIds = new WeakMap<AnyFunction, number>()
  const symbols = new Map<number, symbol>()
  const symbolIds = new Map<symbol, number>()
  const pending = new Map<number, { resolve: AnyFunction; reject: AnyFunction }>()
  // A function of the other world is let go there when nobody holds its stand-in here.
  const released = new FinalizationRegistry<number>((id) => {
    post(['release', id])
  })
  const mostDepth = 1000
  let nextId = 1
  let outcome: Outcome | null = null

  function post(letter: Letter): void {
    dispatch(new CustomEvent(theirs, { detail: letter }))
  }

  // Every crossing makes a stand-in of its own over there, and each is released by itself.
  function keep(method: AnyFunction): number {
    const id = keptIds.get(method) ?? nextId++
    keptIds.set(method, id)
    kept.set(id, { method, holders: (kept.get(id)?.holders ?? 0) + 1 })
    return id
  }

  function release(id: number): void {
    const entry = kept.get(id)
    if (entry === undefined) return
    entry.holders -= 1
    if (entry.holders <= 0) kept.delete(id)
  }

  function symbol(value: symbol): Crossing {
    const key = Symbol.keyFor(value)
    if (key !== undefined) return ['symbol', 0, key]
    const id = symbolIds.get(value) ?? (mine === 'page' ? -nextId++ : nextId++)
    symbolIds.set(value, id)
    symbols.set(id, value)
    return ['symbol', id, value.description ?? '']
  }

  function pack(root: unknown): Crossing {
    const seen = new Map<object, number>()

    function crossing(value: unknown, depth: number): Crossing {
      if (depth >= mostDepth) {
        throw new TypeError(
          'Electron contextBridge recursion depth exceeded.  Nested objects deeper than 1000 are not supported.'
        )
      }
      if (typeof value === 'function') return ['function', keep(value as AnyFunction)]
      if (typeof value === 'symbol') return symbol(value)
      if (typeof value !== 'object' || value === null) return ['value', value]
      const known = seen.get(value)
      if (known !== undefined) return ['seen', known]
      return object(value, depth)
    }

    function object(value: object, depth: number): Crossing {
      if (value instanceof Promise) return promise(value)
      if (value instanceof Error) return ['error', value.message]
      if (value instanceof Node) {
        throw new TypeError('Electron stand-in: DOM nodes cannot cross contextBridge here')
      }
      const id = seen.size
      if (Array.isArray(value)) {
        seen.set(value, id)
        return ['array', id, Array.from(value, (item) => crossing(item, depth + 1))]
      }
      if (isPlain(value)) {
        seen.set(value, id)
        const keys = Object.keys(value)
        return [
          'object',
          id,
          keys.map((key) => [key, crossing(Reflect.get(value, key), depth + 1)])
        ]
      }
      return ['value', structuredClone(value)]
    }

    return crossing(root, 0)
  }

  function isPlain(value: object): boolean {
    if (ArrayBuffer.isView(value) || value instanceof Blob) return false
    const tag = Object.prototype.toString.call(value).slice(8, -1)
    const cloned = ['Date', 'RegExp', 'Map', 'Set', 'ArrayBuffer', 'SharedArrayBuffer']
    const boxed = ['Boolean', 'Number', 'String', 'BigInt', 'Symbol', 'WeakMap', 'WeakSet']
    return ![...cloned, ...boxed].includes(tag)
  }

  function promise(value: Promise<unknown>): Crossing {
    const id = nextId++
    value.then(
      (result) => {
        post(['settled', id, true, packOrError(result)])
      },
      (error: unknown) => {
        post(['settled', id, false, packOrError(error)])
      }
    )
    return ['promise', id]
  }

  function packOrError(value: unknown): Crossing {
    try {
      return pack(value)
    } catch (error) {
      return ['error', error instanceof Error ? error.message : String(error)]
    }
  }

  function unpack(root: Crossing): unknown {
    const made = new Map<number, unknown>()

    function value(item: Crossing): unknown {
      switch (item[0]) {
        case 'function':
          return standIn(item[1])
        case 'promise':
          return new Promise((resolve, reject) => pending.set(item[1], { resolve, reject }))
        case 'error':
          return new Error(item[1])
        case 'symbol':
          return theirSymbol(item[1], item[2])
        case 'seen':
          return made.get(item[1])
        case 'array': {
          const list: unknown[] = []
          made.set(item[1], list)
          for (const part of item[2]) list.push(value(part))
          return list
        }
        case 'object': {
          const copy = {}
          made.set(item[1], copy)
          for (const [key, part] of item[2]) {
            Object.defineProperty(copy, key, {
              value: value(part),
              enumerable: true,
              writable: true,
              configurable: true
            })
          }
          return copy
        }
        case 'value':
          return item[1]
      }
    }

    return value(root)
  }

  function theirSymbol(id: number, description: string): symbol {
    if (id === 0) return Symbol.for(description)
    const here = symbols.get(id) ?? Symbol(description)
    symbols.set(id, here)
    symbolIds.set(here, id)
    return here
  }

  function standIn(id: number): AnyFunction {
    const method = (...args: unknown[]): unknown => call(id, args)
    released.register(method, id)
    return method
  }

  function call(id: number, args: unknown[]): unknown {
    const packed = args.map(pack)
    // A call may happen while another one waits for its own outcome.
    const outer = outcome
    outcome = null
    post(['call', id, packed])
    const mineNow = outcome as Outcome | null
    outcome = outer
    if (mineNow === null) throw new Error('Electron stand-in: the function is gone')
    if (mineNow[0] === 'threw') throw new Error(mineNow[1])
    return unpack(mineNow[1])
  }

  function answer(id: number, args: Crossing[]): Outcome {
    const method = kept.get(id)?.method
    if (method === undefined) return ['threw', 'Electron stand-in: the function was released']
    try {
      return ['returned', pack(method(...args.map(unpack)))]
    } catch (error) {
      // Electron hands over the message and nothing else.
      const message: unknown =
        typeof error === 'object' && error !== null ? Reflect.get(error, 'message') : null
      const unknownError =
        'An unknown exception occurred in the isolated context, an error occurred but a valid exception was not thrown.'
      return ['threw', typeof message === 'string' ? message : unknownError]
    }
  }

  function exposeHere(name: string, api: Crossing): void {
    if (name in window) {
      throw new Error('Cannot bind an API on top of an existing property on the window object')
    }
    Object.defineProperty(window, name, {
      value: freeze(unpack(api), new Set()),
      enumerable: true,
      writable: false,
      configurable: false
    })
  }

  function freeze(value: unknown, done: Set<unknown>): unknown {
    const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function'
    if (!isObject || done.has(value) || ArrayBuffer.isView(value)) return value
    done.add(value)
    for (const key of Object.keys(value)) freeze(Reflect.get(value, key), done)
    return Object.freeze(value)
  }

  function receive(letter: Letter): void {
    switch (letter[0]) {
      case 'outcome':
        outcome = letter[1]
        break
      case 'settled': {
        const waiting = pending.get(letter[1])
        pending.delete(letter[1])
        waiting?.[letter[2] ? 'resolve' : 'reject'](unpack(letter[3]))
        break
      }
      case 'release':
        release(letter[1])
        break
      case 'call':
        post(['outcome', answer(letter[1], letter[2])])
        break
      case 'expose': {
        let result: Outcome = ['returned', ['value', undefined]]
        try {
          exposeHere(letter[1], letter[2])
        } catch (error) {
          result = ['threw', error instanceof Error ? error.message : String(error)]
        }
        post(['outcome', result])
      }
    }
  }

  bus.addEventListener(mine, (event: PageEvent) => {
    // Only the other end of this bridge holds the element.
    receive(event.detail as Letter)
  })

  return {
    expose: (name, api) => {
      outcome = null
      post(['expose', name, pack(api)])
      const result = outcome as Outcome | null
      if (result === null) throw new Error('Electron stand-in: the page has no bridge')
      if (result[0] === 'threw') throw new Error(result[1])
    }
  }
}
