import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commandNames, type CommandName } from '../../src/shared/ipc/names.ts'
import { callId, rowId, sampleInputs } from './samples.ts'
import { wired } from './wired.ts'

const refused = ['invalid-input', 'too-large', 'rate-limited']
const withInput = commandNames.filter((name) => sampleInputs[name] !== undefined)

/** Sends one input as a page would; gives the reply, and whether a handler saw the input. */
async function send(name: CommandName, input: unknown) {
  const { raw, calls } = wired()
  const reply = await raw.invoke(name, input)
  return { reply, handled: calls.length > 0 }
}

test.each(withInput)('%s refuses each kind of wrong value', async (name) => {
  const sample = sampleInputs[name]
  const cyclic: Record<string, unknown> = { ...(sample as object) }
  cyclic['self'] = cyclic
  const wrong: unknown[] = [
    ...[
      undefined,
      null,
      true,
      0,
      Number.NaN,
      17n,
      '',
      'x',
      [],
      {},
      [sample],
      new Map(),
      new Date()
    ],
    ...[new Uint8Array(8), /x/, new Error('x')],
    ...[cyclic, { ...(sample as object), extra: 1 }, { ...(sample as object), then: 'x' }],
    JSON.parse('{"__proto__":{"callId":"1-2","force":true}}')
  ]
  for (const input of wrong) {
    const { reply, handled } = await send(name, input)
    // Settings may be changed one by one, so nothing at all is a change, too.
    const isFine = name === 'settings.change' && isEmptyObject(input)
    if (isFine) expect(reply).toMatchObject({ ok: true })
    else expect(reply).toEqual({ ok: false, code: 'invalid-input' })
    expect(handled).toBe(isFine)
  }
})

const isEmptyObject = (input: unknown): boolean =>
  typeof input === 'object' && input !== null && Object.keys(input).length === 0

test.each(commandNames.filter((name) => sampleInputs[name] === undefined))(
  '%s takes no input at all',
  async (name) => {
    for (const input of [null, {}, [], '', 0, { force: true }]) {
      expect(await send(name, input)).toEqual({
        reply: { ok: false, code: 'invalid-input' },
        handled: false
      })
    }
  }
)

test.each([
  ...['', ' ', '1 2', 'a/b', '..%2f', '1-2\n', "1';--", '通话', 'x'.repeat(65), '\u0000', '１-2']
])('a call id is not %j', async (wrong) => {
  const { reply } = await send('captures.ask', { callId: wrong })
  expect(reply).toEqual({ ok: false, code: 'invalid-input' })
})

test.each(['/etc/passwd', 'file:///x', '../../x', '1', `${rowId}/..`, rowId.slice(1)])(
  'a row is named by its id, not by %j',
  async (wrong) => {
    const { reply } = await send('library.save', { itemId: wrong })
    expect(reply).toEqual({ ok: false, code: 'invalid-input' })
  }
)

test.each(['100', '99', '0101', '1000000', '10a1', '1001 ', '-1001', '1e3', '１００１'])(
  'an agent is not %j',
  async (wrong) => {
    const { reply } = await send('supervision.listen', { workNo: wrong })
    expect(reply).toEqual({ ok: false, code: 'invalid-input' })
  }
)

test('a getter is read on its own side, and its error stays there', async () => {
  const { raw, calls } = wired()
  let reads = 0
  const honest = {
    get callId() {
      reads += 1
      return callId
    }
  }
  expect(await raw.invoke('captures.ask', honest)).toMatchObject({ ok: true })
  expect(reads).toBe(1)
  const hostile = {
    get callId() {
      throw new Error('boom')
    }
  }
  await expect(raw.invoke('captures.ask', hostile)).rejects.toThrow('boom')
  expect(calls).toHaveLength(1)
})

test('what cannot be cloned does not cross', async () => {
  const { raw, wire } = wired()
  for (const input of [() => 1, Symbol('x'), new WeakMap(), { callId: () => callId }]) {
    await expect(raw.invoke('captures.ask', input)).rejects.toThrow()
  }
  expect(wire.crossings()).toEqual([])
})

test('whatever a page sends, an envelope comes back and main carries on', async () => {
  const anyInput = fc.anything({
    ...{ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true },
    ...{ withSparseArray: true, withNullPrototype: true, maxDepth: 4 }
  })
  const { raw, calls, clock } = wired()
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...withInput), anyInput, async (name, input) => {
      clock.advance(1_000)
      const before = calls.length
      const reply = (await raw.invoke(name, input)) as { ok: boolean; code?: string }
      if (reply.ok) return
      expect(refused).toContain(reply.code)
      expect(calls.length).toBe(before)
    }),
    { numRuns: 2_000 }
  )
})

test('a good input with one value exchanged is refused or taken, never half understood', async () => {
  const { raw, calls, clock } = wired()
  const mutated = fc.constantFrom(...withInput).chain((name) => {
    const keys = Object.keys(sampleInputs[name] as object)
    return fc.tuple(fc.constant(name), fc.constantFrom(...keys), fc.anything({ maxDepth: 2 }))
  })
  await fc.assert(
    fc.asyncProperty(mutated, async ([name, key, value]) => {
      clock.advance(1_000)
      const before = calls.length
      const input = { ...(sampleInputs[name] as object), [key]: value }
      const reply = (await raw.invoke(name, input)) as { ok: boolean; code?: string }
      expect(calls.length - before).toBe(reply.ok ? 1 : 0)
      if (!reply.ok) expect(refused).toContain(reply.code)
    }),
    { numRuns: 2_000 }
  )
})

test('no input reaches the prototype of everything', async () => {
  const { raw } = wired()
  const input: unknown = JSON.parse('{"theme":"dark","__proto__":{"polluted":"yes"}}')
  await raw.invoke('settings.change', input)
  await raw.invoke('settings.change', { constructor: { prototype: { polluted: 'yes' } } })
  expect({}).not.toHaveProperty('polluted')
})

test('nesting without end is refused like any other wrong value', async () => {
  const { raw } = wired()
  let nested: unknown = 'x'
  for (let depth = 0; depth < 1_000; depth += 1) nested = { callId: nested }
  expect(await raw.invoke('captures.ask', nested)).toEqual({ ok: false, code: 'invalid-input' })
})
