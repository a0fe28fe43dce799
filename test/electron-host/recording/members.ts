type Method = (...args: unknown[]) => unknown

/** These members are `by`'s from now on, as on the stand-in: nothing reaches the desktop. */
export function takeOver<N extends string>(
  target: object,
  by: Record<N, unknown>,
  names: readonly N[]
): void {
  for (const name of names) {
    const method = by[name] as Method // every listed member is one
    replaceMember(target, name, method.bind(by))
  }
}

/** Tells of each call of these members; what they do is done, too. */
export function recordBeside<T extends object>(
  target: T,
  names: readonly (keyof T & string)[],
  tell: (name: string, args: unknown[], self: T) => void
): void {
  for (const name of names) {
    const original = target[name] as Method // every listed member is one
    replaceMember(target, name, function (this: T, ...args: unknown[]): unknown {
      tell(name, args, this)
      return original.apply(this, args)
    })
  }
}

/** Puts a value in the place of one of Electron's members. */
export function replaceMember(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, writable: true, configurable: true })
}
