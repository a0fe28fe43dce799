import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeCodec } from '../electron-host/page/codec.ts'

const { encode, decode } = makeCodec()
const roundTrip = (value: unknown): unknown => decode(encode(value))

test('every value that structured clone carries comes back the same', () => {
  const anything = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withTypedArray: true,
    withSparseArray: true,
    withObjectString: true
  })
  fc.assert(
    fc.property(anything, (value) => {
      expect(roundTrip(value)).toEqual(structuredClone(value))
    })
  )
})

test('an object that is reached twice is one object again', () => {
  const shared = { a: 1 }
  const cyclic: Record<string, unknown> = { first: shared, second: [shared] }
  cyclic['me'] = cyclic
  const back = roundTrip(cyclic) as { first: object; second: object[]; me: object }
  expect(back.me).toBe(back)
  expect(back.second[0]).toBe(back.first)
})

test('views of one buffer share it again', () => {
  const buffer = new Uint8Array([1, 2, 3, 4]).buffer
  const back = roundTrip([new Uint8Array(buffer, 1, 2), new DataView(buffer)]) as [
    Uint8Array,
    DataView
  ]
  expect([...back[0]]).toEqual([2, 3])
  expect(back[0].buffer).toBe(back[1].buffer)
})

test('errors keep their class, message and stack', () => {
  const back = roundTrip(new RangeError('too far')) as Error
  expect(back).toBeInstanceOf(RangeError)
  expect(back.message).toBe('too far')
})

test('what structured clone refuses is refused', () => {
  expect(() => encode(() => 1)).toThrow(/could not be cloned/)
  expect(() => encode({ deep: [Symbol('x')] })).toThrow(/could not be cloned/)
})

test('a key called __proto__ stays a plain key', () => {
  const value = JSON.parse('{"__proto__": {"a": 1}}') as object
  const back = roundTrip(value) as object
  expect(Object.getPrototypeOf(back)).toBe(Object.prototype)
  expect(Object.keys(back)).toEqual(['__proto__'])
})
