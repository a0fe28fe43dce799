import { EventEmitter } from 'node:events'

/** The error of every Electron member that the stand-in does not have. */
export class NotOfferedError extends Error {
  constructor(name: string) {
    super(
      `Electron stand-in: ${name} is not offered (add it to test/electron-host/offered.ts and implement it)`
    )
    this.name = 'NotOfferedError'
  }
}

export interface OfferOptions {
  /** How the object is called in errors: `app`, `BrowserWindow`. */
  label: string
  /** The members that may be read, called or replaced. */
  members: readonly string[]
  /** The events that may be listened to; without it any name may (channels of ipcMain). */
  events?: readonly string[] | undefined
}

/** Asked of any object by the language, by `await`, by Node's inspector or by Playwright. */
const alwaysReadable = new Set(['constructor', 'prototype', 'then', 'toJSON', 'name', 'length'])
const emitterMembers = new Set<string | symbol>(
  Object.getOwnPropertyNames(EventEmitter.prototype).filter((name) => !name.startsWith('_'))
)
const listening = new Set<string | symbol>([
  'on',
  'once',
  'off',
  'addListener',
  'removeListener',
  'prependListener'
])

/**
 * Hands out `target` so that only the listed members exist; reading, writing or listening to any
 * other throws with its name. Methods run on the target itself, so classes may have private fields.
 */
export function offer<T extends object>(target: T, options: OfferOptions): T {
  const members = new Set<string | symbol>(options.members)
  const isEmitter = target instanceof EventEmitter
  const bound = new WeakMap<object, unknown>()
  const isOffered = (key: string | symbol): boolean =>
    typeof key === 'symbol' ||
    members.has(key) ||
    alwaysReadable.has(key) ||
    (isEmitter && emitterMembers.has(key))

  const proxy = new Proxy(target, {
    get(_, key) {
      if (!isOffered(key)) throw new NotOfferedError(`${options.label}.${String(key)}`)
      const value: unknown = Reflect.get(target, key, target)
      if (typeof value !== 'function' || key === 'constructor') return value
      const known = bound.get(value)
      if (known !== undefined) return known
      const method = bind(value, key)
      bound.set(value, method)
      return method
    },
    set(_, key, value) {
      if (!isOffered(key)) throw new NotOfferedError(`${options.label}.${String(key)}`)
      return Reflect.set(target, key, value, target)
    }
  })

  function bind(method: object, key: string | symbol): unknown {
    return (...args: unknown[]): unknown => {
      if (isEmitter && listening.has(key)) refuseUnknownEvent(args[0])
      // Only functions come here; `object` is how WeakMap keys are typed.
      const result: unknown = Reflect.apply(method as () => unknown, target, args)
      return result === target ? proxy : result
    }
  }

  function refuseUnknownEvent(event: unknown): void {
    if (options.events === undefined || typeof event === 'symbol') return
    if (typeof event === 'string' && options.events.includes(event)) return
    throw new NotOfferedError(`${options.label}.on('${String(event)}')`)
  }

  return proxy
}

export interface ClassOfferOptions<A extends unknown[]> {
  label: string
  statics: readonly string[]
  /** What `new` gives: an offered object, never the bare host object. */
  construct?: (...args: A) => object
}

/**
 * Hands out a host class: `new` goes through `construct`, statics through `statics`,
 * and `instanceof` keeps working because the prototype is the class's own.
 */
export function offerClass<A extends unknown[]>(
  hostClass: abstract new (...args: never[]) => object,
  statics: object,
  options: ClassOfferOptions<A>
): object {
  const offeredStatics = offer(statics, { label: options.label, members: options.statics })
  return new Proxy(hostClass, {
    construct: (_, args) => {
      if (options.construct === undefined) throw new NotOfferedError(`new ${options.label}`)
      // The caller's own types are Electron's; here they are whatever was passed.
      return options.construct(...(args as A))
    },
    get: (target, key): unknown => {
      const isOwn = typeof key === 'symbol' || key === 'prototype' || key === 'name'
      return isOwn ? Reflect.get(target, key) : Reflect.get(offeredStatics, key)
    }
  })
}
