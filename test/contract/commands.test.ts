import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { AppError } from '../../src/shared/errors.ts'
import { commands } from '../../src/shared/ipc/contract.ts'
import { commandNames, eventNames } from '../../src/shared/ipc/names.ts'
import { CommandError } from '../../src/renderer/src/bridge.ts'
import { rowId, sampleInputs, sampleOutputs } from './samples.ts'
import { wired } from './wired.ts'

test('every command of the list has a schema and is answered; nothing else is', () => {
  const { wire } = wired()
  expect(Object.keys(commands)).toEqual([...commandNames])
  expect(wire.channels()).toEqual([...commandNames])
})

test.each(commandNames)('%s goes through both bridges and comes back', async (name) => {
  const { raw, calls } = wired()
  const reply = await raw.invoke(name, sampleInputs[name])
  expect(reply).toEqual({ ok: true, value: sampleOutputs[name] })
  expect(calls).toEqual([{ name, input: sampleInputs[name] }])
})

test("the renderer's bridge gives the value, or throws the problem with its reference", async () => {
  const { bridge } = wired({
    handlers: {
      'calls.release': () => Promise.reject(new AppError('not-now:no-call', 'no call')),
      'settings.get': () => Promise.reject(new TypeError('x is not a function'))
    }
  })
  expect(await bridge.call('profiles.list')).toEqual(sampleOutputs['profiles.list'])
  const release = bridge.call('calls.release')
  await expect(release).rejects.toBeInstanceOf(CommandError)
  await expect(release).rejects.toMatchObject({ problem: { code: 'not-now:no-call' } })
  await expect(bridge.call('settings.get')).rejects.toMatchObject({
    problem: { code: 'unexpected', ref: 'ref-2' }
  })
})

test('an error of ours crosses as its code, never as message, cause or stack', async () => {
  const error = new AppError('gateway-refused', 'log text', {
    ...{ retcode: '106-011', gatewayText: 'T'.repeat(700) },
    cause: new Error('a cause')
  })
  const { raw } = wired({ handlers: { 'captures.ask': () => Promise.reject(error) } })
  expect(await raw.invoke('captures.ask', sampleInputs['captures.ask'])).toEqual({
    ...{ ok: false, code: 'gateway-refused', retcode: '106-011' },
    gatewayText: 'T'.repeat(500)
  })
})

test('an error that nobody foresaw is reported, and crosses as a reference alone', async () => {
  const error = new Error('the password is hunter2')
  const { raw, reports, wire } = wired({
    handlers: {
      'calls.list': () => {
        throw error
      }
    }
  })
  const reply = await raw.invoke('calls.list')
  expect(reply).toEqual({ ok: false, code: 'unexpected', ref: 'ref-1' })
  expect(reports[0]).toMatchObject({ command: 'calls.list', error: { cause: error } })
  expect(JSON.stringify(wire.crossings())).not.toContain('hunter2')
})

test('a reply of the wrong shape is our mistake, and does not cross', async () => {
  const wrong = { signature: 7 } as unknown as { signature: string }
  const { raw } = wired({ handlers: { 'rejoin.revealSignature': () => Promise.resolve(wrong) } })
  const reply = await raw.invoke('rejoin.revealSignature', sampleInputs['rejoin.revealSignature'])
  expect(reply).toEqual({ ok: false, code: 'unexpected', ref: 'ref-1' })
})

test.each(commandNames)('%s hands out nothing that its schema does not name', async (name) => {
  const leaking = withStrays(sampleOutputs[name])
  const { raw, wire } = wired({ handlers: { [name]: () => Promise.resolve(leaking) } })
  const reply = await raw.invoke(name, sampleInputs[name])
  expect(reply).toEqual({ ok: true, value: sampleOutputs[name] })
  expect(JSON.stringify(wire.crossings('reply'))).not.toContain('stray')
})

/** The value with a key too many in each of its objects. */
function withStrays(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withStrays)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, inner]) => [key, withStrays(inner)])
  return { ...Object.fromEntries(entries), guid: 'stray-guid' }
}

test('the preload knows the names of the contract and no others', async () => {
  const { raw, calls } = wired()
  // What a stranger's page would try; the compiler forbids it to ours.
  const bare = raw as unknown as {
    invoke: (name: unknown) => Promise<unknown>
    on: (name: unknown, listener: () => void) => unknown
  }
  for (const name of ['settings.wipe', '__proto__', 'constructor', '', 7, ['session.get'], rowId]) {
    await expect(bare.invoke(name)).rejects.toThrow('No such command')
    expect(() => bare.on(name, () => undefined)).toThrow('No such event')
  }
  expect(calls).toEqual([])
  expect(Object.keys(raw)).toEqual(['invoke', 'on'])
  const names: readonly string[] = commandNames
  expect(eventNames.filter((name) => names.includes(name))).toEqual([])
})

test('the preload is at most 60 lines', () => {
  const folder = resolve(import.meta.dirname, '../../src/preload')
  const lines = readdirSync(folder).flatMap((file) =>
    readFileSync(join(folder, file), 'utf8').trimEnd().split('\n')
  )
  expect(lines.length).toBeLessThanOrEqual(60)
})
