import * as v from 'valibot'
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { rejoinFieldNames, rejoinView } from '../../src/shared/model/rejoin.ts'
import { later, refusedWith, settled, type FakeAnswer } from '../support/fake-signed-in.ts'
import { callId, canary, rejoinBench as bench, result, shown } from '../support/rejoin-bench.ts'

describe('rejoin information', () => {
  test('is asked for with the call and "agent", and every field is shown but the signature', async () => {
    const { rejoin, gateway, clock, told } = bench()
    const view = await rejoin.fetch(callId)
    expect(gateway.requests).toMatchObject([
      {
        ...{ method: 'POST', path: '/mediacall/1001/getconnectinfo' },
        body: { callid: callId, userType: 'agent' }
      }
    ])
    expect(view).toEqual({
      ...{ callId, fetchedAt: clock.now(), hasSignature: true, expiresAt: 1_760_000_600_000 },
      fields: {
        ...shown,
        signalingDomainIn: 'https://in.isdpdomain.com',
        signalingDomainOut: 'https://out.isdpdomain.com'
      }
    })
    expect(v.is(rejoinView, view)).toBe(true)
    expect(told).toEqual([{ name: 'rejoin-received', callId }])
  })

  test('has null where the gateway gave nothing', async () => {
    const { rejoin } = bench(() => ({ channelId: '7', role: 0, appId: '' }))
    const view = await rejoin.fetch(callId)
    expect(view.fields).toMatchObject({ channelId: '7', role: '0', appId: null, ip: null })
    expect(view.hasSignature).toBe(false)
  })

  test.each(['voice', 'video', 'voice-and-video', 'text'] as const)(
    'is not asked for where the call is known to be %s',
    async (media) => {
      const { rejoin, gateway } = bench(undefined, media)
      await expect(rejoin.fetch(callId)).rejects.toMatchObject({
        code: 'not-now:call-not-h5-video'
      })
      expect(gateway.requests).toEqual([])
    }
  )

  test('is asked for where the media is not known: the gateway decides', async () => {
    await expect(bench(undefined, 'unknown').rejoin.fetch(callId)).resolves.toBeDefined()
    await expect(bench(undefined, null).rejoin.fetch(callId)).resolves.toBeDefined()
  })

  test('is not asked for a call that nobody knows', async () => {
    const { rejoin, gateway } = bench()
    await expect(rejoin.fetch('another')).rejects.toMatchObject({ code: 'not-now:no-call' })
    expect(gateway.requests).toEqual([])
  })

  test('a refusal keeps what was fetched before', async () => {
    const answers: FakeAnswer[] = [() => result, () => Promise.reject(refusedWith('106-011'))]
    const { rejoin } = bench((request) => answers.shift()?.(request))
    await rejoin.fetch(callId)
    await expect(rejoin.fetch(callId)).rejects.toMatchObject({ retcode: '106-011' })
    expect(rejoin.revealSignature(callId)).toEqual({ signature: canary })
  })
})

describe('the signature', () => {
  test('leaves only when asked for, and is replaced by each fetch', async () => {
    const answers = [result, { ...result, signature: 'second' }]
    const { rejoin } = bench(() => answers.shift())
    expect(() => rejoin.revealSignature(callId)).toThrow(
      expect.objectContaining({ code: 'not-found' })
    )
    await rejoin.fetch(callId)
    await rejoin.fetch(callId)
    expect(rejoin.revealSignature(callId)).toEqual({ signature: 'second' })
  })

  test('is not in anything that is printed, told or serialised', async () => {
    const { rejoin, told } = bench()
    const view = await rejoin.fetch(callId)
    await rejoin.copy(callId, 'signature')
    const seen =
      inspect(rejoin, { depth: 10, showHidden: true }) + JSON.stringify([rejoin, view, told])
    expect(seen).not.toContain(canary)
  })

  test('is forgotten at sign-out, even where the answer comes later', async () => {
    const reply = later()
    const { rejoin, gateway } = bench(reply.answer)
    const fetched = rejoin.fetch(callId)
    gateway.end()
    await rejoin.clear()
    reply.give(result)
    await expect(fetched).rejects.toMatchObject({ code: 'could-not-ask:signed-out' })
    expect(() => rejoin.revealSignature(callId)).toThrow(
      expect.objectContaining({ code: 'not-found' })
    )
  })
})

describe('copying', () => {
  test.each(rejoinFieldNames)('puts %s on the clipboard as it is shown', async (name) => {
    const { rejoin, board, told } = bench()
    const view = await rejoin.fetch(callId)
    await rejoin.copy(callId, name)
    expect(board.text).toBe(view.fields[name])
    expect(told.at(-1)).toEqual({ name: 'rejoin-copied', callId, subject: name })
  })

  test('puts all fields on it as JSON under their documented names', async () => {
    const { rejoin, board } = bench(() => ({ ...result, role: '' }))
    const { fields } = await rejoin.fetch(callId)
    await rejoin.copy(callId, 'json')
    const given = Object.entries(fields).filter(([name]) => name !== 'role')
    expect(JSON.parse(board.text)).toEqual({ ...Object.fromEntries(given), signature: canary })
  })

  test('a field that the gateway did not give is not copied', async () => {
    const { rejoin, board } = bench(() => ({ channelId: '7' }))
    await rejoin.fetch(callId)
    await expect(rejoin.copy(callId, 'ip')).rejects.toMatchObject({ code: 'not-found' })
    await expect(rejoin.copy(callId, 'signature')).rejects.toMatchObject({ code: 'not-found' })
    await expect(rejoin.copy('another', 'ip')).rejects.toMatchObject({ code: 'not-found' })
    expect(board.text).toBe('from before')
  })

  test('is taken back after 60 seconds, counted from the last copy', async () => {
    const { rejoin, board, clock } = bench()
    await rejoin.fetch(callId)
    await rejoin.copy(callId, 'ip')
    clock.advance(59_000)
    await rejoin.copy(callId, 'signature')
    clock.advance(59_999)
    await settled()
    expect(board.text).toBe(canary)
    clock.advance(1)
    await settled()
    expect(board.text).toBe('')
  })

  test('leaves alone what somebody else has copied meanwhile', async () => {
    const { rejoin, board, clock } = bench()
    await rejoin.fetch(callId)
    await rejoin.copy(callId, 'json')
    board.text = 'a customer number'
    clock.advance(60_000)
    await settled()
    expect(board.text).toBe('a customer number')
  })

  test('is taken back at sign-out', async () => {
    const { rejoin, board, clock } = bench()
    await rejoin.fetch(callId)
    await rejoin.copy(callId, 'signature')
    await rejoin.clear()
    expect(board.text).toBe('')
    expect(clock.waiting()).toBe(0)
  })
})
