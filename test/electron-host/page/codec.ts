/** A value in the text: itself, or a short list that says what it is. */
type Cell = null | boolean | number | string | ['u'] | ['n', string] | ['b', string] | ['r', number]
type Entries = [string, Cell][]

/** What stands behind a reference. */
type Stored =
  | ['array', number, Entries]
  | ['object', Entries]
  | ['date', number | null]
  | ['pattern', string, string]
  | ['map', [Cell, Cell][]]
  | ['set', Cell[]]
  | ['error', string, string, string]
  | ['bytes', string]
  | ['view', string, Cell, number, number]
  | ['boxed', string | number | boolean]

export interface Codec {
  /** Throws what `structuredClone` throws for values that Electron cannot send either. */
  encode: (value: unknown) => string
  decode: (text: string) => unknown
}

/**
 * Structured clone as JSON text. The same source runs in Node and, injected, in the preload's
 * world: it may use nothing from outside itself.
 */
export function makeCodec(): Codec {
  type View = ArrayBufferView & { readonly length?: number }
  const views: Record<string, new (b: ArrayBuffer, offset: number, length: number) => unknown> = {
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
    DataView
  }
  const errors: Record<string, new (message: string) => Error> = {
    EvalError,
    RangeError,
    ReferenceError,
    SyntaxError,
    TypeError,
    URIError
  }
  const tagOf = (value: object): string => Object.prototype.toString.call(value).slice(8, -1)

  function toBase64(bytes: Uint8Array): string {
    let text = ''
    for (let at = 0; at < bytes.length; at += 8192) {
      text += String.fromCharCode(...bytes.subarray(at, at + 8192))
    }
    return btoa(text)
  }

  function fromBase64(text: string): ArrayBuffer {
    const bytes = atob(text)
    const buffer = new ArrayBuffer(bytes.length)
    const view = new Uint8Array(buffer)
    for (let at = 0; at < bytes.length; at++) view[at] = bytes.charCodeAt(at)
    return buffer
  }

  function encode(value: unknown): string {
    const seen = new Map<object, number>()
    const table: (Stored | null)[] = []

    function cell(item: unknown): Cell {
      if (item === null || typeof item === 'boolean' || typeof item === 'string') return item
      if (typeof item === 'number') {
        if (Number.isFinite(item) && !Object.is(item, -0)) return item
        return ['n', Object.is(item, -0) ? '-0' : String(item)]
      }
      if (typeof item === 'bigint') return ['b', String(item)]
      if (typeof item !== 'object') return ['u']
      const known = seen.get(item)
      if (known !== undefined) return ['r', known]
      const id = table.push(null) - 1
      seen.set(item, id)
      table[id] = store(item)
      return ['r', id]
    }

    const entries = (item: object): Entries =>
      Object.entries(item).map(([key, part]: [string, unknown]) => [key, cell(part)])

    function store(item: object): Stored {
      const tag = tagOf(item)
      if (Array.isArray(item)) return ['array', item.length, entries(item)]
      if (ArrayBuffer.isView(item)) {
        const { buffer, byteOffset, byteLength, length }: View = item
        return ['view', tag, cell(buffer), byteOffset, length ?? byteLength]
      }
      // `tag` has told each type; the values come fresh from structuredClone.
      if (tag === 'Date') return ['date', (item as Date).getTime()]
      if (tag === 'RegExp') return ['pattern', (item as RegExp).source, (item as RegExp).flags]
      if (tag === 'Map') {
        const pairs = [...(item as Map<unknown, unknown>)]
        return ['map', pairs.map(([key, part]) => [cell(key), cell(part)])]
      }
      if (tag === 'Set') return ['set', [...(item as Set<unknown>)].map(cell)]
      if (tag === 'Error') {
        const { name, message, stack } = item as Error
        return ['error', name, message, stack ?? '']
      }
      if (tag === 'ArrayBuffer') return ['bytes', toBase64(new Uint8Array(item as ArrayBuffer))]
      if (tag === 'Boolean' || tag === 'Number' || tag === 'String') {
        return ['boxed', item.valueOf() as string | number | boolean]
      }
      return ['object', entries(item)]
    }

    const root = cell(structuredClone(value))
    return JSON.stringify([root, table])
  }

  function decode(text: string): unknown {
    // Only `encode` writes these texts.
    const [root, table] = JSON.parse(text) as [Cell, Stored[]]
    const made = new Map<number, unknown>()

    function value(item: Cell): unknown {
      if (!Array.isArray(item)) return item
      if (item[0] === 'u') return undefined
      if (item[0] === 'n') return Number(item[1])
      if (item[0] === 'b') return BigInt(item[1])
      const id = item[1]
      const stored = table[id]
      if (!made.has(id) && stored !== undefined) build(id, stored)
      return made.get(id)
    }

    function fill(target: object, entries: Entries): void {
      for (const [key, part] of entries) {
        Object.defineProperty(target, key, {
          value: value(part),
          enumerable: true,
          writable: true,
          configurable: true
        })
      }
    }

    // A container is kept before its parts are read, so that a part may refer to it.
    function build(id: number, stored: Stored): void {
      const keep = <T>(item: T): T => {
        made.set(id, item)
        return item
      }
      switch (stored[0]) {
        case 'array':
          fill(keep(new Array<unknown>(stored[1])), stored[2])
          break
        case 'object':
          fill(keep({}), stored[1])
          break
        case 'map': {
          const map = keep(new Map<unknown, unknown>())
          for (const [key, part] of stored[1]) map.set(value(key), value(part))
          break
        }
        case 'set': {
          const set = keep(new Set<unknown>())
          for (const part of stored[1]) set.add(value(part))
          break
        }
        default:
          keep(leaf(stored))
      }
    }

    type Leaf = Exclude<Stored, ['array' | 'object' | 'map' | 'set', ...unknown[]]>
    function leaf(stored: Leaf): unknown {
      switch (stored[0]) {
        case 'date':
          return new Date(stored[1] ?? NaN)
        case 'pattern':
          return new RegExp(stored[1], stored[2])
        case 'error': {
          const error = new (errors[stored[1]] ?? Error)(stored[2])
          error.stack = stored[3]
          return error
        }
        case 'bytes':
          return fromBase64(stored[1])
        case 'view': {
          const View = views[stored[1]] ?? Uint8Array
          // `encode` stored the view's own buffer in this place.
          return new View(value(stored[2]) as ArrayBuffer, stored[3], stored[4])
        }
        case 'boxed':
          return Object(stored[1]) as unknown
      }
    }

    return value(root)
  }

  return { encode, decode }
}
