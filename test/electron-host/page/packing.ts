import type { PageWindow } from './dom.ts'

/** A value on its way to the other world. Whatever is not tagged otherwise is cloned by the browser. */
export type Crossing =
  | ['value', unknown]
  | ['function', number]
  | ['promise', number]
  | ['error', string]
  // Number 0 stands for a registered symbol, whose key is the text.
  | ['symbol', number, string]
  | ['array', number, Crossing[]]
  | ['object', number, [string, Crossing][]]
  | ['seen', number]

export type AnyFunction = (...args: unknown[]) => unknown

export interface Packing {
  pack: (value: unknown) => Crossing
  unpack: (crossing: Crossing) => unknown
  /** The function of this world that the other knows by that number. */
  kept: (id: number) => AnyFunction | undefined
  /** One holder less in the other world. */
  release: (id: number) => void
  /** A promise of the other world has its result. */
  settle: (id: number, isFulfilled: boolean, result: Crossing) => void
}

export interface PackingOptions {
  /** 1 or -1: the two ends number their symbols apart. */
  sign: number
  /** Calls a function of the other world. */
  call: (id: number, args: unknown[]) => unknown
  /** Tells the other world that a promise of this one has its result. */
  settled: (id: number, isFulfilled: boolean, result: Crossing) => void
  /** Tells the other world that one stand-in of its function is gone. */
  released: (id: number) => void
}

/**
 * What contextBridge does to values, after Electron's electron_api_context_bridge.cc: functions and
 * promises become stand-ins, errors keep their message only, plain objects and arrays are copied.
 * Injected into pages: it may use nothing from outside itself.
 */
export function makePacking({ sign, call, settled, released }: PackingOptions): Packing {
  // In both worlds the global object is the window.
  const { Node, Blob } = globalThis as unknown as PageWindow
  const functions = new Map<number, { method: AnyFunction; holders: number }>()
  const functionIds = new WeakMap<AnyFunction, number>()
  const symbols = new Map<number, symbol>()
  const symbolIds = new Map<symbol, number>()
  const pending = new Map<number, { resolve: AnyFunction; reject: AnyFunction }>()
  const standIns = new FinalizationRegistry<number>(released)
  const mostDepth = 1000
  let nextId = 1

  // Every crossing makes a stand-in of its own over there, and each is released by itself.
  function keep(method: AnyFunction): number {
    const id = functionIds.get(method) ?? nextId++
    functionIds.set(method, id)
    functions.set(id, { method, holders: (functions.get(id)?.holders ?? 0) + 1 })
    return id
  }

  function release(id: number): void {
    const entry = functions.get(id)
    if (entry === undefined) return
    entry.holders -= 1
    if (entry.holders <= 0) functions.delete(id)
  }

  function packSymbol(value: symbol): Crossing {
    const key = Symbol.keyFor(value)
    if (key !== undefined) return ['symbol', 0, key]
    const id = symbolIds.get(value) ?? sign * nextId++
    symbolIds.set(value, id)
    symbols.set(id, value)
    return ['symbol', id, value.description ?? '']
  }

  function packPromise(value: Promise<unknown>): Crossing {
    const id = nextId++
    value.then(
      (result) => {
        settled(id, true, packOrError(result))
      },
      (error: unknown) => {
        settled(id, false, packOrError(error))
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

  function isPlain(value: object): boolean {
    if (ArrayBuffer.isView(value) || value instanceof Blob) return false
    const tag = Object.prototype.toString.call(value).slice(8, -1)
    const cloned = ['Date', 'RegExp', 'Map', 'Set', 'ArrayBuffer', 'SharedArrayBuffer']
    const boxed = ['Boolean', 'Number', 'String', 'BigInt', 'Symbol', 'WeakMap', 'WeakSet']
    return ![...cloned, ...boxed].includes(tag)
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
      if (typeof value === 'symbol') return packSymbol(value)
      if (typeof value !== 'object' || value === null) return ['value', value]
      const known = seen.get(value)
      return known === undefined ? object(value, depth) : ['seen', known]
    }

    function object(value: object, depth: number): Crossing {
      if (value instanceof Promise) return packPromise(value)
      if (value instanceof Error) return ['error', value.message]
      if (value instanceof Node) {
        throw new TypeError('Electron stand-in: DOM nodes cannot cross contextBridge here')
      }
      const id = seen.size
      if (Array.isArray(value)) {
        seen.set(value, id)
        return ['array', id, Array.from(value, (item) => crossing(item, depth + 1))]
      }
      if (!isPlain(value)) return ['value', structuredClone(value)]
      seen.set(value, id)
      const part = (key: string): [string, Crossing] => [
        key,
        crossing(Reflect.get(value, key), depth + 1)
      ]
      return ['object', id, Object.keys(value).map(part)]
    }

    return crossing(root, 0)
  }

  function unpackSymbol(id: number, description: string): symbol {
    if (id === 0) return Symbol.for(description)
    const here = symbols.get(id) ?? Symbol(description)
    symbols.set(id, here)
    symbolIds.set(here, id)
    return here
  }

  function standIn(id: number): AnyFunction {
    const method = (...args: unknown[]): unknown => call(id, args)
    standIns.register(method, id)
    return method
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
          return unpackSymbol(item[1], item[2])
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
            const own = { enumerable: true, writable: true, configurable: true }
            Object.defineProperty(copy, key, { ...own, value: value(part) })
          }
          return copy
        }
        case 'value':
          return item[1]
      }
    }

    return value(root)
  }

  return {
    pack,
    unpack,
    release,
    kept: (id) => functions.get(id)?.method,
    settle: (id, isFulfilled, result) => {
      const waiting = pending.get(id)
      pending.delete(id)
      waiting?.[isFulfilled ? 'resolve' : 'reject'](unpack(result))
    }
  }
}
