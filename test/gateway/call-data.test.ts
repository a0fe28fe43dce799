import { describe, expect, test } from 'vitest'
import { createCallData } from '../../src/main/call-data/call-data.ts'
import type { Happening } from '../../src/main/calls/timeline.ts'
import type { Fault } from '../../src/simulator/index.ts'
import { documented, practiceGateway, takeSeat } from '../support/practice-seat.ts'

const agentId = '1001'

/** An agent who talks to a customer, over real HTTPS. */
async function inCall(data?: string) {
  const gateway = await practiceGateway()
  const seat = await takeSeat(gateway, agentId)
  const callId = gateway.script.ringVoice(agentId, data === undefined ? {} : { data })
  gateway.script.talk(callId)
  const told: Happening[] = []
  const callData = createCallData({
    signedIn: seat.signedIn,
    knowsCall: (id) => id === callId,
    tell: (happening) => {
      told.push(happening)
    }
  })
  const write = (text: string, more: { base64?: boolean; replace?: boolean } = {}) =>
    callData.write({ callId, text, base64: true, replace: false, ...more })
  const stored = () => gateway.script.callOf(agentId)?.data
  const counts = () => gateway.control.counts('setCallAppDataEx')
  return { gateway, callId, callData, write, stored, counts, told }
}

test.each([
  ['CJK', '汉'.repeat(5_461) + 'a'],
  ['emoji', '🙂'.repeat(4_096)]
])('16,384 bytes of %s arrive whole, and one more never leaves', async (_what, text) => {
  for (const base64 of [true, false]) {
    const { write, stored, counts } = await inCall()
    expect(await write(text, { base64 })).toMatchObject({ bytes: 16_384, readBack: 'same' })
    expect(stored()).toBe(text)
    await expect(write(`${text}b`)).rejects.toMatchObject({ code: 'not-now:call-data-too-long' })
    expect(counts()).toEqual({ received: 1, accepted: 1 })
  }
})

test('what the call has is read, and replaced only on request', async () => {
  const { callData, callId, write, stored, counts } = await inCall('来自 IVR: 3 → 1')
  expect(await callData.read(callId)).toMatchObject({ readable: true, text: '来自 IVR: 3 → 1' })
  await expect(write('mine')).rejects.toMatchObject({ code: 'not-now:call-data-not-empty' })
  expect(counts().received).toBe(0)
  await write('mine', { replace: true })
  expect(stored()).toBe('mine')
})

test('the call id goes with every write, and the flag is a boolean', async () => {
  const { gateway, callId, write } = await inCall()
  await write('a & b', { base64: false })
  const [sent] = gateway.control.requests('setCallAppDataEx')
  expect(JSON.parse(sent?.body ?? '')).toEqual({
    ...{ callid: callId, calldata: 'a & b', isDataEncoded: false }
  })
})

test.each([...documented.setCallAppDataEx, '100-007'])(
  'the gateway’s %s reaches the caller, and nothing is sent again',
  async (retcode) => {
    const { gateway, write, counts, told } = await inCall()
    gateway.control.fail('setCallAppDataEx', { kind: 'retcode', retcode, message: 'in words' })
    await expect(write('mine')).rejects.toMatchObject({
      ...{ code: 'gateway-refused', retcode, gatewayText: 'in words' }
    })
    expect(counts()).toEqual({ received: 1, accepted: 0 })
    expect(told).toEqual([])
  }
)

test('a call that has just ended is the gateway’s to refuse', async () => {
  const { gateway, callId, write } = await inCall()
  gateway.script.hangUp(callId)
  await expect(write('mine')).rejects.toMatchObject({ retcode: '400-001' })
})

const lost: [string, Fault][] = [
  ['is lost', { kind: 'lost' }],
  ['is cut off', { kind: 'cut', atByte: 5 }],
  ['is an error page', { kind: 'http', status: 502 }]
]

test.each(lost)(
  'where the answer %s the outcome is unknown and was asked for once',
  async (_how, fault) => {
    const { gateway, write, counts, told } = await inCall()
    gateway.control.fail('setCallAppDataEx', fault, { times: Infinity })
    await expect(write('mine')).rejects.toMatchObject({ code: 'outcome-unknown' })
    expect(counts().received).toBe(1)
    expect(told).toEqual([])
  }
)

describe('where the gateway does not tell what a call has', () => {
  const silent: [string, Fault][] = [
    ['a retcode', { kind: 'retcode', retcode: '000-003' }],
    ['a 404', { kind: 'http', status: 404 }],
    ['an HTML page', { kind: 'http', status: 200, body: '<html></html>' }],
    ['a page of its own', { kind: 'retcode', retcode: '0', result: null }]
  ]

  test.each(silent)(
    '(%s) data are written without asking, and not read back',
    async (_what, fault) => {
      const { gateway, callData, callId, write, stored } = await inCall()
      gateway.control.fail('queryCallAppData', fault, { times: Infinity })
      expect(await callData.read(callId)).toEqual({ callId, readable: false, text: '' })
      expect(await write('mine')).toMatchObject({ readBack: 'not-readable' })
      expect(stored()).toBe('mine')
    }
  )
})
