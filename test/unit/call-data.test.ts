import fc from 'fast-check'
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { createCallData } from '../../src/main/call-data/call-data.ts'
import type { Happening } from '../../src/main/calls/timeline.ts'
import { AppError } from '../../src/shared/errors.ts'
import type { CallDataWrite } from '../../src/shared/model/call-data.ts'
import { fakeSignedIn, lostReply, refusedWith, type FakeAnswer } from '../support/fake-signed-in.ts'

const callId = '1456229294-1191'
const encoded = (text: string): string => Buffer.from(text, 'utf8').toString('base64')

/** A gateway that keeps the data of one call as documented: decoded when written, Base64 when read. */
function bench(answers: { write?: FakeAnswer; read?: FakeAnswer; stored?: string } = {}) {
  const store = { text: answers.stored ?? '' }
  const told: Happening[] = []
  const write: FakeAnswer = ({ body }) => {
    const data = String(body?.['calldata'])
    store.text = body?.['isDataEncoded'] === true ? Buffer.from(data, 'base64').toString() : data
    return {}
  }
  const gateway = fakeSignedIn('1001', {
    setCallAppDataEx: answers.write ?? write,
    queryCallAppData: answers.read ?? (() => encoded(store.text))
  })
  const callData = createCallData({
    signedIn: gateway.signedIn,
    knowsCall: (id) => id === callId,
    tell: (happening) => {
      told.push(happening)
    }
  })
  const send = (text: string, more: Partial<CallDataWrite> = {}) =>
    callData.write({ callId, text, base64: true, replace: false, ...more })
  return { callData, gateway, store, told, send, sent: () => gateway.sent('setCallAppDataEx') }
}

describe('reading', () => {
  test.each(['', '1233', '余额 ¥3，请回电', '🙂👩‍💻', '\uFEFFwith a mark', 'null'])(
    'gives back %j as it was written',
    async (text) => {
      const { callData } = bench({ stored: text })
      expect(await callData.read(callId)).toEqual({ callId, readable: true, text })
    }
  )

  test('asks for the call, and for Base64', async () => {
    const { callData, gateway } = bench()
    await callData.read(callId)
    expect(gateway.requests).toMatchObject([
      { method: 'GET', path: '/calldata/1001/appdata', query: { isEncodeResult: 'true', callId } }
    ])
  })

  test('falls back to the text as it came where it is not the Base64 of text', async () => {
    for (const plain of ['1233', 'VIP customer', '/+8=', '账号']) {
      const { callData } = bench({ read: () => plain })
      expect(await callData.read(callId)).toMatchObject({ readable: true, text: plain })
    }
  })

  test.each([
    ['a retcode', () => Promise.reject(refusedWith('100-007'))],
    [
      'a 404',
      () => Promise.reject(new AppError('could-not-ask:unexpected-answer', 'appdata: HTTP 404'))
    ],
    ['no result at all', () => undefined],
    ['an object', () => ({})]
  ])('is not possible where the gateway answers with %s', async (_what, read) => {
    const { callData } = bench({ read })
    expect(await callData.read(callId)).toEqual({ callId, readable: false, text: '' })
  })

  test('says so where the gateway cannot be asked at all', async () => {
    const read = () => Promise.reject(new AppError('could-not-ask:unreachable', 'ECONNREFUSED'))
    await expect(bench({ read }).callData.read(callId)).rejects.toMatchObject({
      code: 'could-not-ask:unreachable'
    })
  })

  test('is not asked for a call that nobody knows', async () => {
    const { callData, gateway } = bench()
    await expect(callData.read('other')).rejects.toMatchObject({ code: 'not-now:no-call' })
    expect(gateway.requests).toEqual([])
  })
})

describe('writing', () => {
  test('names the call, sends a real boolean, and reads back', async () => {
    for (const base64 of [true, false]) {
      const { gateway, send, told } = bench()
      expect(await send('VIP 客户', { base64 })).toEqual({ callId, bytes: 10, readBack: 'same' })
      const body = gateway.requests.find(({ method }) => method === 'PUT')?.body
      const calldata = base64 ? encoded('VIP 客户') : 'VIP 客户'
      expect(body).toEqual({ callid: callId, calldata, isDataEncoded: base64 })
      expect(told).toEqual([{ name: 'call-data-sent', callId, subject: '10' }])
    }
  })

  test.each([
    ['CJK', '汉'.repeat(5_461) + 'a'],
    ['emoji', '🙂'.repeat(4_096)],
    ['mixed', '🙂汉字a'.repeat(1_489) + '汉ab']
  ])('16,384 bytes of %s are accepted and one more is refused unsent', async (_what, text) => {
    expect(Buffer.byteLength(text)).toBe(16_384)
    const { gateway, send, store } = bench()
    expect(await send(text)).toMatchObject({ bytes: 16_384, readBack: 'same' })
    expect(store.text).toBe(text)
    const before = gateway.requests.length
    await expect(send(`${text}a`)).rejects.toMatchObject({ code: 'not-now:call-data-too-long' })
    expect(gateway.requests).toHaveLength(before)
  })

  test('half a character is refused unsent', async () => {
    const { gateway, send } = bench()
    for (const text of ['\uD83D', 'ok \uDE42', '\uDE42\uD83D']) {
      await expect(send(text)).rejects.toMatchObject({ code: 'invalid-input' })
    }
    expect(gateway.requests).toEqual([])
  })

  test('other data is replaced only on request', async () => {
    const { send, sent, store } = bench({ stored: 'by the IVR' })
    await expect(send('mine')).rejects.toMatchObject({ code: 'not-now:call-data-not-empty' })
    expect([sent(), store.text]).toEqual([0, 'by the IVR'])
    expect(await send('mine', { replace: true })).toMatchObject({ readBack: 'same' })
    expect(await send('mine')).toMatchObject({ readBack: 'same' })
    expect(store.text).toBe('mine')
  })

  test('goes on where the gateway does not tell what is there', async () => {
    const { send, sent } = bench({ read: () => Promise.reject(refusedWith('000-002')) })
    expect(await send('mine')).toEqual({ callId, bytes: 4, readBack: 'not-readable' })
    expect(sent()).toBe(1)
  })

  test('is not sent where nobody could ask what is there', async () => {
    const read = () => Promise.reject(new AppError('could-not-ask:timeout', 'ETIMEDOUT'))
    const { send, sent } = bench({ read })
    await expect(send('mine')).rejects.toMatchObject({ code: 'could-not-ask:timeout' })
    expect(sent()).toBe(0)
  })

  test('data that reads back differently is told, by its length only', async () => {
    const { send, told } = bench({ write: () => ({}) })
    expect(await send('secret')).toMatchObject({ readBack: 'different' })
    expect(told.map(({ name }) => name)).toEqual(['call-data-sent', 'call-data-differs'])
    expect(JSON.stringify(told)).not.toContain('secret')
  })

  test('a connection that breaks after the write is no failure of it', async () => {
    const reads: FakeAnswer[] = [
      () => '',
      () => Promise.reject(new AppError('could-not-ask:unreachable', 'ECONNRESET'))
    ]
    const { send } = bench({ read: (request) => reads.shift()?.(request) })
    expect(await send('mine')).toMatchObject({ readBack: 'not-readable' })
  })

  test('a lost answer is an unknown outcome and is not repeated', async () => {
    const { send, sent, told } = bench({ write: () => Promise.reject(lostReply()) })
    await expect(send('mine')).rejects.toMatchObject({ code: 'outcome-unknown' })
    expect(sent()).toBe(1)
    expect(told).toEqual([])
  })

  test.each(['000-002', '100-006', '100-007', '400-001'])('%s is passed on', async (retcode) => {
    const { send, sent } = bench({ write: () => Promise.reject(refusedWith(retcode)) })
    await expect(send('mine')).rejects.toMatchObject({ code: 'gateway-refused', retcode })
    expect(sent()).toBe(1)
  })

  test('whatever is written is counted in bytes, read back the same, and never told', async () => {
    const texts = fc.string({ unit: 'grapheme', minLength: 8, maxLength: 200 })
    await fc.assert(
      fc.asyncProperty(texts, fc.boolean(), async (text, base64) => {
        const { send, told, callData } = bench()
        const receipt = await send(text, { base64 })
        expect(receipt).toEqual({ callId, bytes: Buffer.byteLength(text), readBack: 'same' })
        expect(inspect([told, callData], { depth: 10 })).not.toContain(text)
      })
    )
  })
})
