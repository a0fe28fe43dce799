import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { decodeEvents } from '../../src/main/gateway/events.ts'
import { rejoinState } from '../../src/shared/model/rejoin.ts'
import { settled } from '../support/fake-signed-in.ts'
import { callId, canary, rejoinBench as bench, result } from '../support/rejoin-bench.ts'
import { aCall } from '../support/rejoin-deps.ts'

describe('the end of the information', () => {
  test.each([
    ['1760000600', 1_760_000_600_000],
    ['1760000600123', 1_760_000_600_123],
    ['300', null],
    ['tomorrow', null],
    ['', null]
  ])('"%s" is %s', async (ctime, expiresAt) => {
    const { rejoin } = bench(() => ({ ...result, ctime }))
    expect((await rejoin.fetch(callId)).expiresAt).toBe(expiresAt)
  })

  test('is corrected by the gateway’s clock, however wrong this PC’s is', async () => {
    const { rejoin, site, clock } = bench()
    const tenMinutes = 600_000
    site.deps.gatewayClock.observe({ clockSkewMs: tenMinutes })
    const { expiresAt } = await rejoin.fetch(callId)
    expect(expiresAt).toBe(1_760_000_600_000 - tenMinutes)
    expect(expiresAt).toBe(clock.now())
  })

  test('at a fifth of its life it is refreshed quietly, again and again', async () => {
    let now = 0
    const { rejoin, gateway, clock, told } = bench(() => ({
      ...{ ...result, ctime: String(1_760_000_000 + now + 100) }
    }))
    await rejoin.fetch(callId)
    clock.advance(79_000)
    expect(gateway.sent('getConnectInfo')).toBe(1)
    now = 80
    clock.advance(1_000)
    await settled()
    expect(gateway.sent('getConnectInfo')).toBe(2)
    expect(rejoin.state().cards[0]?.fetchedAt).toBe(clock.now())
    clock.advance(80_000)
    await settled()
    expect(gateway.sent('getConnectInfo')).toBe(3)
    expect(told.map(({ name }) => name)).toEqual(['rejoin-received'])
  })

  test('a call that ended long ago is not refreshed any more', async () => {
    const { rejoin, gateway, clock, current } = bench()
    await rejoin.fetch(callId)
    current.endedAt = clock.now() - 400_000
    clock.advance(600_000)
    await settled()
    expect(gateway.sent('getConnectInfo')).toBe(1)
  })
})

describe('information that comes unasked', () => {
  const offer = (rejoin: ReturnType<typeof bench>['rejoin'], content: object) => {
    const eventType = ' AgentEvent_RequestConnect'
    for (const event of decodeEvents({ eventType, content, workNo: '1001' })) rejoin.handle(event)
  }

  test('belongs to the call that it names, to the only video call, or to an unknown one', () => {
    const { rejoin, current, told } = bench()
    offer(rejoin, result)
    current.offered = callId
    offer(rejoin, result)
    offer(rejoin, { ...result, callid: 'c-3' })
    expect(rejoin.state().cards.map((card) => card.callId)).toEqual([
      ...['unknown-call', callId, 'c-3']
    ])
    expect(told.map((happening) => happening.callId)).toEqual([undefined, callId, 'c-3'])
    expect(rejoin.revealSignature('unknown-call').signature).toBe(canary)
  })

  test('keeps its signature out of views and of what is told', () => {
    const { rejoin, told } = bench()
    offer(rejoin, result)
    expect(JSON.stringify([rejoin.state(), told])).not.toContain(canary)
    expect(v.is(rejoinState, rejoin.state())).toBe(true)
  })
})

test('a call that dropped is told of once', () => {
  const { rejoin, told } = bench()
  const dropped = aCall(callId, 'h5-video', { phase: 'ended', endedAt: 1, dropped: true })
  rejoin.callsChanged([dropped])
  rejoin.callsChanged([dropped])
  expect(told).toEqual([{ name: 'call-dropped', callId }])
})

test('the site’s client is opened with what was fetched, and only what was fetched', async () => {
  const { rejoin, site } = bench()
  await expect(rejoin.open(callId)).rejects.toMatchObject({ code: 'not-found' })
  await rejoin.fetch(callId)
  await rejoin.open(callId)
  expect(site.opened).toEqual([[`https://video.example/join#${canary}`, 'https://video.example']])
})
