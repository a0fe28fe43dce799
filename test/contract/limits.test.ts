import { serialize } from 'node:v8'
import { expect, test } from 'vitest'
import { inputLimitBytes } from '../../src/main/ipc/register.ts'
import { commandNames } from '../../src/shared/ipc/names.ts'
import { rowId, sampleInputs } from './samples.ts'
import { wired } from './wired.ts'

const answers = async (times: number, ask: () => Promise<unknown>): Promise<number> => {
  const replies = await Promise.all(Array.from({ length: times }, ask))
  return replies.filter((reply) => (reply as { ok: boolean }).ok).length
}

test('the limit of an input is 256 KiB on the wire', () => {
  expect(inputLimitBytes).toBe(262_144)
})

/** An input for `profiles.save` that takes exactly `bytes` on the wire: too long for its schema. */
function inputOf(bytes: number): unknown {
  const input = (length: number) => ({ name: 'x', url: 'u'.repeat(length) })
  const other = serialize(input(100_000)).byteLength - 100_000
  const sized = input(bytes - other)
  expect(serialize(sized).byteLength).toBe(bytes)
  return sized
}

test('one byte more is too large; at the limit the schema decides', async () => {
  const { raw, calls } = wired()
  expect(await raw.invoke('profiles.save', inputOf(inputLimitBytes))).toEqual({
    ...{ ok: false, code: 'invalid-input' }
  })
  expect(await raw.invoke('profiles.save', inputOf(inputLimitBytes + 1))).toEqual({
    ...{ ok: false, code: 'too-large' }
  })
  expect(calls).toEqual([])
})

test('size is counted in bytes, not in characters', async () => {
  const { raw } = wired()
  const url = '通'.repeat(140_000)
  expect(url.length).toBeLessThan(inputLimitBytes)
  expect(await raw.invoke('profiles.save', { name: 'x', url })).toEqual({
    ...{ ok: false, code: 'too-large' }
  })
})

test('an input that cannot be measured is answered like any other mistake', async () => {
  const sizeOf = (): number => {
    throw new Error('#<NativeImage> could not be cloned.')
  }
  const { raw, calls, reports } = wired({ sizeOf })
  expect(await raw.invoke('profiles.remove', { profileId: rowId })).toEqual({
    ...{ ok: false, code: 'unexpected', ref: 'ref-1' }
  })
  expect(reports).toHaveLength(1)
  expect(calls).toEqual([])
})

test('call data at the top of its schema fits through', async () => {
  const { raw } = wired()
  const text = '通'.repeat(60_000)
  const wish = { ...sampleInputs['callData.write'], text }
  expect(await raw.invoke('callData.write', wish)).toMatchObject({ ok: true })
})

test('a page that runs away is held to twenty calls a second of each command', async () => {
  const { raw, clock } = wired()
  const ask = () => raw.invoke('calls.list')
  expect(await answers(500, ask)).toBe(40)
  for (let second = 0; second < 5; second += 1) {
    clock.advance(1_000)
    expect(await answers(100, ask)).toBe(20)
  }
  expect(await raw.invoke('captures.list')).toMatchObject({ ok: true })
})

test('an intercept is let through once a second at most', async () => {
  const { raw, clock, calls } = wired()
  const ask = () => raw.invoke('supervision.intercept', sampleInputs['supervision.intercept'])
  expect(await answers(20, ask)).toBe(1)
  clock.advance(999)
  expect(await answers(20, ask)).toBe(0)
  clock.advance(1)
  expect(await answers(20, ask)).toBe(1)
  expect(calls).toHaveLength(2)
})

test('an idle hour saves up no more than one burst', async () => {
  const { raw, clock } = wired()
  clock.advance(3_600_000)
  expect(await answers(500, () => raw.invoke('calls.list'))).toBe(40)
})

test('a call that is refused for its rate says so', async () => {
  const { raw } = wired()
  const ask = () => raw.invoke('supervision.intercept', sampleInputs['supervision.intercept'])
  await ask()
  expect(await ask()).toEqual({ ok: false, code: 'rate-limited' })
})

test.each(commandNames)('%s is not answered to a stranger', async (name) => {
  const { raw, calls } = wired({ sender: { trusted: false } })
  expect(await raw.invoke(name, sampleInputs[name])).toEqual({ ok: false, code: 'forbidden' })
  expect(calls).toEqual([])
})

test('a stranger does not use up the rate of our own page', async () => {
  const sender = { trusted: false }
  const { raw } = wired({ sender })
  for (let call = 0; call < 100; call += 1) await raw.invoke('calls.list')
  sender.trusted = true
  expect(await raw.invoke('calls.list', undefined)).toMatchObject({ ok: true })
  expect(await raw.invoke('profiles.remove', { profileId: rowId })).toMatchObject({ ok: true })
})
