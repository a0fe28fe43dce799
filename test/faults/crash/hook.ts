import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { StatementSync } from 'node:sqlite'

/** Where the process ends itself. */
export interface CrashPlan {
  /** After so many effects; 0 before the first, null never. */
  readonly after: number | null
  /** True: the last of them is a write, and only half of it reaches the disk. */
  readonly half: boolean
  /** False: the disk has no hard links. */
  readonly links: boolean
}

export interface CrashHook {
  /** Every effect since {@link arm}, in order. */
  readonly effects: readonly string[]
  /** From now on effects count. */
  arm(): void
}

type Call = (...given: never[]) => Promise<unknown>

/**
 * Puts itself between this process and everything that it changes on the disk or in the database,
 * counts each change once it has happened, and kills the process with SIGKILL after the chosen one.
 */
export async function installCrashHook(plan: CrashPlan): Promise<CrashHook> {
  const effects: string[] = []
  let armed = false
  const happened = (what: string): void => {
    if (!armed) return
    effects.push(what)
    if (effects.length === plan.after) end()
  }
  const isHalved = (): boolean => armed && plan.half && effects.length + 1 === plan.after
  hookNames(happened, plan.links)
  await hookHandles(happened, isHalved)
  hookDescriptors(happened)
  hookRows(happened)
  syncBuiltinESMExports()
  return {
    effects,
    arm() {
      armed = true
      if (plan.after === 0) end()
    }
  }
}

function end(): void {
  process.kill(process.pid, 'SIGKILL')
}

/** Replaces a function of an object by one that calls it and more. */
function wrap<Owner extends object>(
  owner: Owner,
  name: keyof Owner,
  around: (call: Call, self: unknown, given: never[]) => unknown
): void {
  // What is wrapped is chosen below, by name: functions of Node that return promises.
  const original = owner[name] as Call
  const wrapped = function (this: unknown, ...given: never[]): unknown {
    return around(original, this, given)
  }
  Object.defineProperty(owner, name, { value: wrapped, writable: true, configurable: true })
}

const kindOf = (path: unknown): string =>
  /(part|jsonl|lock|json\.new|json|mp4|saved)$/.exec(String(path))?.[1] ?? 'other'

function hookNames(happened: (what: string) => void, links: boolean): void {
  for (const name of ['open', 'link', 'rename', 'unlink', 'rm'] as const) {
    wrap(fs.promises, name, async (call, self, given) => {
      if (name === 'link' && !links) throw Object.assign(new Error('no links'), { code: 'EPERM' })
      const result = await Reflect.apply(call, self, given)
      happened(`${name} ${kindOf(given[0])}`)
      return result
    })
  }
}

async function hookHandles(
  happened: (what: string) => void,
  isHalved: () => boolean
): Promise<void> {
  const probe = await fs.promises.open(process.execPath, 'r')
  // Every handle has the same prototype; its class is exported nowhere.
  const prototype = Object.getPrototypeOf(probe) as typeof probe
  await probe.close()
  for (const name of ['sync', 'truncate'] as const) {
    wrap(prototype, name, async (call, self, given) => {
      const result = await Reflect.apply(call, self, given)
      happened(name)
      return result
    })
  }
  for (const name of ['write', 'writeFile'] as const) {
    wrap(prototype, name, async (call, self, given) => {
      const halved = isHalved()
      const result: unknown = await Reflect.apply(call, self, halved ? [half(given[0])] : given)
      happened(name)
      return result
    })
  }
}

/** A `writeFile` calls `write` of its own accord and not through the prototype. */
function half(content: unknown): never {
  const bytes = Buffer.from(content as string)
  // `Reflect.apply` wants what the function takes: bytes are fine for both.
  return bytes.subarray(0, bytes.length / 2) as never
}

function hookDescriptors(happened: (what: string) => void): void {
  const { writev, fsync, ftruncateSync } = fs
  // Node's callbacks come last; what they are given is passed on as it is.
  const told = (what: string, given: unknown[]): never[] => {
    const done = given.pop() as (...results: unknown[]) => void
    const more = (...results: unknown[]): void => {
      happened(what)
      done(...results)
    }
    return [...given, more] as never[]
  }
  const replaced = {
    writev: (...given: unknown[]) => {
      Reflect.apply(writev, fs, told('writev part', given))
    },
    fsync: (...given: unknown[]) => {
      Reflect.apply(fsync, fs, told('fsync part', given))
    },
    ftruncateSync: (fd: number, length: number) => {
      ftruncateSync(fd, length)
      happened('truncate part')
    }
  }
  Object.assign(fs, replaced)
}

function hookRows(happened: (what: string) => void): void {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its own `this` below
  const run = StatementSync.prototype.run
  StatementSync.prototype.run = function (this: StatementSync, ...given: never[]) {
    const result = Reflect.apply(run, this, given) as ReturnType<typeof run>
    const [first] = given as unknown[]
    const state: unknown =
      typeof first === 'object' && first !== null && Reflect.get(first, 'state')
    happened(`row ${typeof state === 'string' ? state : ''}`)
    return result
  }
}
