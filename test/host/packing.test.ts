import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { makePacking, type AnyFunction, type Packing } from '../electron-host/page/packing.ts'
import { patiently } from '../support/patiently.ts'

// The packing runs in pages, where `Node` is the DOM's; there are no nodes here.
beforeAll(() => {
  vi.stubGlobal('Node', EventTarget)
})
afterAll(() => {
  vi.unstubAllGlobals()
})

interface Ends {
  here: Packing
  there: Packing
  released: number[]
}

/** Two worlds that share one heap; what crosses is cloned as the browser clones it. */
function joinEnds(): Ends {
  const released: number[] = []
  const here: Packing = makePacking({
    sign: 1,
    call: (id, args) => callIn(there, here, { id, args }),
    settled: (id, isFulfilled, result) => {
      there.settle(id, isFulfilled, structuredClone(result))
    },
    released: () => undefined
  })
  const there: Packing = makePacking({
    sign: -1,
    call: (id, args) => callIn(here, there, { id, args }),
    settled: (id, isFulfilled, result) => {
      here.settle(id, isFulfilled, structuredClone(result))
    },
    released: (id) => {
      released.push(id)
      here.release(id)
    }
  })
  return { here, there, released }
}

function callIn(to: Packing, from: Packing, call: { id: number; args: unknown[] }): unknown {
  const args = call.args.map((arg) => to.unpack(structuredClone(from.pack(arg))))
  const method = to.kept(call.id)
  if (method === undefined) throw new Error('released')
  return from.unpack(structuredClone(to.pack(method(...args))))
}

const cross = ({ here, there }: Ends, value: unknown): unknown =>
  there.unpack(structuredClone(here.pack(value)))

test('functions can be called from the other world, with functions as arguments', () => {
  const double = (value: unknown): number => Number(value) * 2
  const apply = (f: unknown, value: unknown): unknown => (f as AnyFunction)(value)
  const crossed = cross(joinEnds(), { apply }) as { apply: AnyFunction }
  expect(crossed.apply(double, 21)).toBe(42)
})

test('promises settle in the other world, rejections as errors with their message', async () => {
  const ends = joinEnds()
  expect(await cross(ends, Promise.resolve({ a: [1] }))).toEqual({ a: [1] })
  const rejected = cross(ends, Promise.reject(new TypeError('no'))) as Promise<unknown>
  await expect(rejected).rejects.toEqual(new Error('no'))
})

test('symbols come back as themselves', () => {
  const ends = joinEnds()
  const own = Symbol('own')
  const { there, here } = ends
  expect(here.unpack(there.pack(cross(ends, own)))).toBe(own)
  expect(cross(ends, Symbol.for('shared'))).toBe(Symbol.for('shared'))
})

test('a function is let go when the other world has dropped every stand-in of it', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const ends = joinEnds()
  const kept = (): number => 1
  // Two stand-ins, of which the first is held by nobody.
  cross(ends, kept)
  const second = cross(ends, kept) as AnyFunction
  await patiently(() => {
    collect()
    expect(ends.released).toHaveLength(1)
  })
  // The other is still held, so the function is still there.
  expect(second()).toBe(1)
})

test('nesting deeper than 1000 is refused with the sentence of Electron', () => {
  let deep: unknown = null
  for (let depth = 0; depth < 1500; depth++) deep = [deep]
  expect(() => joinEnds().here.pack(deep)).toThrow('recursion depth exceeded')
})
