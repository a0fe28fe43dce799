import { describe, expect, test } from 'vitest'
import { later, lostReply, refusedWith, settled } from '../support/fake-signed-in.ts'
import { inspector, supervisionBench, talking, target } from '../support/supervision-bench.ts'

const stage = (bench: ReturnType<typeof supervisionBench>) =>
  bench.supervision.view().current?.stage

describe('listening', () => {
  test('is asked for once and is active when the phone is connected', async () => {
    const bench = supervisionBench()
    await bench.listening()
    expect(bench.supervision.view().current).toMatchObject({
      ...{ workNo: target, mode: 'listen', stage: 'active', interceptBlockedBy: null }
    })
    expect(bench.gateway.requests).toMatchObject([
      { method: 'PUT', path: `/qualitycontrol/${inspector}/addsupervise/${target}`, body: null }
    ])
    expect(bench.told).toEqual([
      { name: 'supervision-asked', subject: target },
      { name: 'supervision-active', subject: target }
    ])
  })

  test('inserting and whispering are begun alike', async () => {
    const bench = supervisionBench()
    await bench.supervision.insert(target)
    expect(bench.supervision.view().current).toMatchObject({ mode: 'insert', stage: 'asked' })
    bench.emit('AgentState_Busy')
    bench.emit('AgentState_Ready')
    await bench.supervision.whisper(target)
    expect(bench.supervision.view().current?.mode).toBe('whisper')
    expect(bench.gateway.requests.map(({ path, query }) => [path, query])).toEqual([
      [`/qualitycontrol/${inspector}/addinsert/${target}`, {}],
      [`/qualitycontrol/${inspector}/requestwhisperagent`, { whisperagentid: target }]
    ])
  })

  test.each([
    ['not-now:intercept-oneself', inspector, () => undefined],
    [
      'not-now:inspector-busy',
      target,
      (bench: ReturnType<typeof supervisionBench>) => {
        bench.setIdle(false)
      }
    ],
    [
      'not-now:not-inspector',
      target,
      (bench: ReturnType<typeof supervisionBench>) => bench.supervision.learnRight()
    ]
  ] as const)('is refused with %s before anything is sent', async (code, workNo, prepare) => {
    const bench = supervisionBench({ isCensor: () => 'false' })
    await prepare(bench)
    await expect(bench.supervision.listen(workNo)).rejects.toMatchObject({ code })
    expect(bench.gateway.sent('addSupervise')).toBe(0)
  })

  test('is not begun while another supervision is under way', async () => {
    const bench = supervisionBench()
    await bench.listening()
    await expect(bench.supervision.listen('1004')).rejects.toMatchObject({
      code: 'not-now:inspector-busy'
    })
    expect(bench.gateway.sent('addSupervise')).toBe(1)
  })

  test('refused by the gateway, it is over and says why', async () => {
    const bench = supervisionBench({
      addSupervise: () => Promise.reject(refusedWith('900-005', 'state error'))
    })
    await expect(bench.supervision.listen(target)).rejects.toMatchObject({ retcode: '900-005' })
    expect(bench.supervision.view()).toMatchObject({
      current: null,
      requestProblem: { code: 'gateway-refused', retcode: '900-005', gatewayText: 'state error' }
    })
    expect(bench.names()).toEqual(['supervision-asked'])
  })

  test('an answer that comes after sign-out changes nothing', async () => {
    const reply = later()
    const bench = supervisionBench({ addSupervise: reply.answer })
    const asked = bench.supervision.listen(target)
    await settled()
    bench.gateway.end()
    bench.supervision.clear()
    reply.give()
    await asked
    expect(bench.supervision.view().current).toBeNull()
  })

  test('a refusal that comes after sign-out is nobody’s problem', async () => {
    const reply = later()
    const bench = supervisionBench({ addSupervise: reply.answer })
    const asked = bench.supervision.listen(target)
    await settled()
    bench.gateway.end()
    bench.supervision.clear()
    reply.fail(refusedWith('100-006'))
    await expect(asked).rejects.toMatchObject({ retcode: '100-006' })
    expect(bench.supervision.view().requestProblem).toBeNull()
  })
})

describe('stopping', () => {
  test('is over when the phone is released', async () => {
    const bench = supervisionBench()
    await bench.listening()
    await bench.supervision.stop()
    expect(bench.supervision.view().current).toMatchObject({
      stage: 'active',
      interceptBlockedBy: 'not-now:supervision-outstanding'
    })
    bench.emit('AgentOther_PhoneRelease', { phoneState: 3 })
    expect(bench.supervision.view().current).toBeNull()
    expect(bench.gateway.requests.at(-1)).toMatchObject({
      method: 'DELETE',
      path: `/qualitycontrol/${inspector}/${target}`
    })
    expect(bench.names().at(-1)).toBe('supervision-ended')
  })

  test('ends whispering by its own request', async () => {
    const bench = supervisionBench()
    await bench.supervision.whisper(target)
    bench.emit('AgentState_Busy')
    await bench.supervision.stop()
    expect(bench.gateway.requests.at(-1)).toMatchObject({
      method: 'POST',
      path: `/qualitycontrol/${inspector}/requeststopwhisperagent`
    })
  })

  test('is refused without a supervision, and while its answer is awaited', async () => {
    const reply = later()
    const bench = supervisionBench({ stopSuperviseOrInsert: reply.answer })
    await expect(bench.supervision.stop()).rejects.toMatchObject({ code: 'not-now:not-listening' })
    await bench.listening()
    const first = bench.supervision.stop()
    await expect(bench.supervision.stop()).rejects.toMatchObject({
      code: 'not-now:supervision-outstanding'
    })
    reply.give()
    await first
    expect(bench.gateway.sent('stopSuperviseOrInsert')).toBe(1)
  })

  test('a lost answer is told and not repeated', async () => {
    const bench = supervisionBench({ stopSuperviseOrInsert: () => Promise.reject(lostReply()) })
    await bench.listening()
    await expect(bench.supervision.stop()).rejects.toMatchObject({ code: 'outcome-unknown' })
    expect(stage(bench)).toBe('outcome-unknown')
    expect(bench.gateway.sent('stopSuperviseOrInsert')).toBe(1)
    bench.emit('AgentState_Ready')
    expect(stage(bench)).toBeUndefined()
  })
})

test('switching tells the gateway the other mode and shows it once accepted', async () => {
  const bench = supervisionBench()
  await expect(bench.supervision.switchTo('insert')).rejects.toMatchObject({
    code: 'not-now:not-listening'
  })
  await bench.listening()
  await bench.supervision.switchTo('insert')
  expect(bench.supervision.view().current).toMatchObject({ mode: 'insert', stage: 'active' })
  expect(bench.gateway.requests.at(-1)).toMatchObject({
    path: `/qualitycontrol/${inspector}/requestswitchinsertwhisperagent`,
    query: { whisperagentid: target, switchtype: '1' }
  })
})

test('an end of inspection is the end only while listening', async () => {
  const bench = supervisionBench()
  const beQcStop = { qcType: 8, qcAgentId: Number(target) }
  await bench.listening()
  bench.emit('AgentOther_BeQcStop', { qcType: 8, qcAgentId: 1009 })
  expect(stage(bench)).toBe('active')
  const intercepting = bench.intercept()
  bench.emit('AgentOther_BeQcStop', beQcStop)
  expect(stage(bench)).toBe('intercepting')
  await intercepting
  bench.emit('AgentEvent_Talking', talking)
  bench.emit('AgentOther_BeQcStop', beQcStop)
  expect(stage(bench)).toBe('customer')
  bench.emit('AgentState_Ready')
  await bench.listening()
  bench.emit('AgentOther_BeQcStop', beQcStop)
  expect(stage(bench)).toBeUndefined()
})

test('everything is forgotten at sign-out, and listeners are told', async () => {
  const bench = supervisionBench({ onlineAgentOnVdn: () => [{ workno: '1003', status: 7 }] })
  await bench.supervision.learnRight()
  await bench.supervision.refresh()
  await bench.listening()
  const seen: unknown[] = []
  bench.supervision.onChange((view) => seen.push(view))
  bench.supervision.clear()
  const nothing = {
    ...{ right: 'unknown', agents: [], agentsAt: null, listProblem: null, current: null },
    ...{ requestProblem: null, outstanding: null, watching: 'no', unknownNotices: 0, audit: [] }
  }
  expect(seen).toEqual([nothing])
  expect(bench.supervision.view()).toEqual(nothing)
})
