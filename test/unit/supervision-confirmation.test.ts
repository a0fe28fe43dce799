import { describe, expect, test } from 'vitest'
import type { InterceptWish } from '../../src/shared/model/supervision.ts'
import { later, lostReply, refusedWith, settled } from '../support/fake-signed-in.ts'
import { saidBy } from '../support/memory-audit.ts'
import { supervisionBench, talking, target } from '../support/supervision-bench.ts'

const typing = { by: 'typing', typed: target } as const
const wish = (token: string, confirmation: InterceptWish['confirmation'] = typing) => ({
  ...{ workNo: target, token, confirmation }
})

describe('a confirmation', () => {
  test('serves once: a page that repeats the command is refused', async () => {
    const bench = supervisionBench({ intercept: () => Promise.reject(refusedWith('900-003')) })
    await bench.listening()
    const { token } = bench.supervision.prepareIntercept(target)
    await expect(bench.supervision.intercept(wish(token))).rejects.toMatchObject({
      retcode: '900-003'
    })
    await expect(bench.supervision.intercept(wish(token))).rejects.toMatchObject({
      code: 'not-now:confirmation-over'
    })
    expect(bench.gateway.sent('intercept')).toBe(1)
  })

  test('typed wrongly, is gone as well', async () => {
    const bench = supervisionBench()
    await bench.listening()
    const { token } = bench.supervision.prepareIntercept(target)
    const wrong = wish(token, { by: 'typing', typed: '1004' })
    await expect(bench.supervision.intercept(wrong)).rejects.toMatchObject({
      code: 'not-now:confirmation-wrong'
    })
    await expect(bench.supervision.intercept(wish(token))).rejects.toMatchObject({
      code: 'not-now:confirmation-over'
    })
    expect(bench.gateway.sent('intercept')).toBe(0)
  })

  test.each([
    [900, 'not-now:confirmation-wrong'],
    [1_000, null],
    [121_000, 'not-now:confirmation-over']
  ])('by holding, %i ms after the dialog opened, ends with %s', async (ms, code) => {
    const bench = supervisionBench()
    await bench.listening()
    const { token } = bench.supervision.prepareIntercept(target)
    bench.clock.advance(ms)
    const asked = bench.supervision.intercept(wish(token, { by: 'holding' }))
    if (code === null) await asked
    else await expect(asked).rejects.toMatchObject({ code })
    expect(bench.gateway.sent('intercept')).toBe(code === null ? 1 : 0)
  })

  test('does not outlive the supervision that it was made in', async () => {
    const bench = supervisionBench()
    await bench.listening()
    const { token } = bench.supervision.prepareIntercept(target)
    bench.emit('AgentState_Ready')
    await bench.listening()
    await expect(bench.supervision.intercept(wish(token))).rejects.toMatchObject({
      code: 'not-now:confirmation-over'
    })
  })
})

describe('the audit line', () => {
  test('is written before the request is sent, and one for its outcome', async () => {
    const bench = supervisionBench({ intercept: () => Promise.reject(refusedWith('900-003')) })
    await bench.listening()
    expect(saidBy(bench.audit)).toEqual(['listen asked', 'listen accepted'])
    await expect(bench.intercept()).rejects.toMatchObject({ retcode: '900-003' })
    expect(saidBy(bench.audit).slice(2)).toEqual(['intercept asked', 'intercept refused'])
    expect(JSON.parse(bench.audit.lines.at(-1) ?? '')).toMatchObject({
      ...{ who: '2001', gateway: 'gateway.example', whom: target, retcode: '900-003' },
      at: new Date(bench.clock.now()).toISOString()
    })
    expect(bench.supervision.view().audit).toMatchObject([
      { operation: 'intercept', workNo: target, result: 'refused', retcode: '900-003' },
      { operation: 'listen', workNo: target, result: 'accepted', retcode: null }
    ])
  })

  test('that cannot be written stops the request', async () => {
    const bench = supervisionBench()
    await bench.listening()
    bench.audit.gate = () => Promise.reject(new Error('ENOSPC'))
    await expect(bench.intercept()).rejects.toMatchObject({ code: 'not-now:audit-unwritable' })
    expect(bench.gateway.sent('intercept')).toBe(0)
    expect(bench.supervision.view()).toMatchObject({
      requestProblem: { code: 'not-now:audit-unwritable' },
      current: { stage: 'active', interceptBlockedBy: null }
    })
  })

  test('that took its time stops what is over meanwhile, and says so', async () => {
    const bench = supervisionBench()
    await bench.listening()
    const disk = later()
    bench.audit.gate = () => Promise.resolve(disk.answer({} as never))
    const asked = bench.intercept()
    await settled()
    bench.emit('AgentState_Ready')
    disk.give()
    await expect(asked).rejects.toMatchObject({ code: 'not-now:not-listening' })
    expect(bench.gateway.sent('intercept')).toBe(0)
    await settled()
    expect(saidBy(bench.audit).at(-1)).toBe('intercept not-sent')
  })

  test('of a lost answer says so, and what an event tells later is added', async () => {
    const bench = supervisionBench({ intercept: () => Promise.reject(lostReply()) })
    await bench.listening()
    await expect(bench.intercept()).rejects.toMatchObject({ code: 'outcome-unknown' })
    bench.emit('AgentEvent_Talking', talking)
    await settled()
    expect(saidBy(bench.audit).slice(2)).toEqual([
      ...['intercept asked', 'intercept unknown', 'intercept done']
    ])
  })
})

test('while one answer is awaited nothing else is sent, and that is shown', async () => {
  const reply = later()
  const bench = supervisionBench({ requestSwitchInsertWhisperAgent: reply.answer })
  await bench.listening()
  const switching = bench.supervision.switchTo('whisper')
  await settled()
  expect(bench.supervision.view()).toMatchObject({
    outstanding: 'switch',
    current: {
      ...{ interceptBlockedBy: 'not-now:supervision-outstanding' },
      ...{ switchBlockedBy: 'not-now:supervision-outstanding' },
      stopBlockedBy: 'not-now:supervision-outstanding'
    }
  })
  for (const other of [bench.supervision.stop(), bench.supervision.switchTo('insert')]) {
    await expect(other).rejects.toMatchObject({ code: 'not-now:supervision-outstanding' })
  }
  reply.give()
  await switching
  expect(bench.supervision.view().outstanding).toBeNull()
})

describe('one of several calls', () => {
  test('is intercepted by its id, with one request and no other', async () => {
    const bench = supervisionBench()
    await bench.listening()
    const { token } = bench.supervision.prepareIntercept(target)
    await bench.supervision.intercept({ ...wish(token), callId: '1456401416-3' })
    expect(bench.gateway.sent('intercept')).toBe(0)
    expect(bench.gateway.requests.at(-1)).toMatchObject({
      logName: 'interceptCall',
      path: `/qualitycontrol/2001/intercept/${target}/1456401416-3`
    })
  })

  test('can be chosen where the gateway tells of them; what is no call id is left out', async () => {
    const ids = ['1-2', '1-3', '1-2', 'a b', { callid: 'x' }]
    const bench = supervisionBench({ queryAllCallInfoByAgentWorkNoEx: () => ids })
    const readable = supervisionBench({
      queryAllCallInfoByAgentWorkNoEx: () => ids.filter((id) => typeof id === 'string')
    })
    expect(await bench.supervision.callsOf(target)).toEqual([])
    expect(await readable.supervision.callsOf(target)).toEqual(['1-2', '1-3'])
  })

  test('cannot be chosen where the gateway refuses to tell', async () => {
    const bench = supervisionBench({
      queryAllCallInfoByAgentWorkNoEx: () => Promise.reject(refusedWith('900-002'))
    })
    expect(await bench.supervision.callsOf(target)).toEqual([])
  })
})
