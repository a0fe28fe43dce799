import type { PageEvent, PageTarget, PageWindow } from './dom.ts'
import type { Crossing, Packing, PackingOptions } from './packing.ts'

type Outcome = ['returned', Crossing] | ['threw', string]
type Letter =
  | ['call', number, Crossing[]]
  | ['outcome', Outcome]
  | ['settled', number, boolean, Crossing]
  | ['release', number]
  | ['expose', string, Crossing]

export interface BridgeEnd {
  /** Puts a frozen copy of `api` into the other world's window; throws where the name is taken. */
  expose: (name: string, api: unknown) => void
}

export type World = 'page' | 'preload'
export type MakeBridgeEnd = (bus: PageTarget, mine: World) => BridgeEnd

/**
 * One end of contextBridge; the same code runs in the page's world and in the preload's.
 * `bus` is a detached element that both worlds hold and the page cannot reach; events on it are
 * synchronous, and the browser clones their `detail` from one world to the other.
 * Injected into pages: it may use nothing from outside itself.
 */
export function makeBridgeEnd(
  bus: PageTarget,
  mine: World,
  makePacking: (options: PackingOptions) => Packing
): BridgeEnd {
  // In both worlds the global object is the window.
  const window = globalThis as unknown as PageWindow
  const { CustomEvent } = window
  const dispatch = bus.dispatchEvent.bind(bus)
  const theirs = mine === 'page' ? 'preload' : 'page'
  let outcome: Outcome | null = null

  function post(letter: Letter): void {
    dispatch(new CustomEvent(theirs, { detail: letter }))
  }

  const packing = makePacking({
    sign: mine === 'page' ? -1 : 1,
    call: (id, args) => {
      const result = ask(['call', id, args.map(packing.pack)])
      if (result[0] === 'threw') throw new Error(result[1])
      return packing.unpack(result[1])
    },
    settled: (id, isFulfilled, result) => {
      post(['settled', id, isFulfilled, result])
    },
    released: (id) => {
      post(['release', id])
    }
  })

  /** Events are synchronous: the other end has answered before `post` returns. */
  function ask(letter: Letter): Outcome {
    // A call may happen while another one waits for its own outcome.
    const outer = outcome
    outcome = null
    post(letter)
    const result = outcome as Outcome | null
    outcome = outer
    return result ?? ['threw', 'Electron stand-in: the other end of contextBridge is gone']
  }

  function answer(id: number, args: Crossing[]): Outcome {
    const method = packing.kept(id)
    if (method === undefined) return ['threw', 'Electron stand-in: the function was released']
    try {
      return ['returned', packing.pack(method(...args.map(packing.unpack)))]
    } catch (error) {
      return ['threw', messageOf(error)]
    }
  }

  /** Electron hands over the message and nothing else. */
  function messageOf(error: unknown): string {
    const message: unknown =
      typeof error === 'object' && error !== null ? Reflect.get(error, 'message') : null
    if (typeof message === 'string') return message
    return 'An unknown exception occurred in the isolated context, an error occurred but a valid exception was not thrown.'
  }

  function expose(name: string, api: Crossing): Outcome {
    if (name in window) {
      return ['threw', 'Cannot bind an API on top of an existing property on the window object']
    }
    Object.defineProperty(window, name, {
      value: freeze(packing.unpack(api), new Set()),
      enumerable: true,
      writable: false,
      configurable: false
    })
    return ['returned', ['value', undefined]]
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
      case 'settled':
        packing.settle(letter[1], letter[2], letter[3])
        break
      case 'release':
        packing.release(letter[1])
        break
      case 'call':
        post(['outcome', answer(letter[1], letter[2])])
        break
      case 'expose':
        post(['outcome', expose(letter[1], letter[2])])
    }
  }

  bus.addEventListener(mine, (event: PageEvent) => {
    // Only the other end of this bridge holds the element.
    receive(event.detail as Letter)
  })

  return {
    expose: (name, api) => {
      const result = ask(['expose', name, packing.pack(api)])
      if (result[0] === 'threw') throw new Error(result[1])
    }
  }
}
