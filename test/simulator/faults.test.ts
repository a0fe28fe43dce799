import { expect, test } from 'vitest'
import { practice, seated } from './support/practice.ts'

const status = 'GET /onlineagent/{id}/agentstatus'

test('a call can be refused with any code and text, as often as asked, without doing its work', async () => {
  const gateway = await practice()
  const seat = await seated(gateway)
  const callid = gateway.script.ringH5('1001')
  gateway.script.talk(callid)
  const body = { callid, userType: 'user' }
  const fault = { kind: 'retcode', retcode: '106-011', message: 'as told' } as const
  gateway.control.fail('imageCapture', fault, { times: 2, skip: 1 })
  const codes: unknown[] = []
  for (let turn = 0; turn < 4; turn += 1) {
    codes.push(await seat.code('POST /mediacall/{id}/imagecapture', body))
  }
  expect(codes).toEqual(['0', '106-011', '106-011', '0'])
  expect(gateway.control.counts('imageCapture')).toEqual({ received: 4, accepted: 2 })
  const [first] = gateway.control.requests('imageCapture')
  expect(JSON.parse(first?.body ?? '')).toEqual(body)
})

test('a fault can be meant for one agent and be taken back', async () => {
  const gateway = await practice()
  const one = await seated(gateway, '1001')
  const two = await seated(gateway, '1002')
  const fault = { kind: 'http', status: 503 } as const
  const scope = { agentId: '1002', times: 'always' as const }
  const undo = gateway.control.fail('getAgentStatus', fault, scope)
  expect((await one.ask(status)).status).toBe(200)
  expect((await two.ask(status)).status).toBe(503)
  undo()
  expect((await two.ask(status)).status).toBe(200)
})

test('an HTTP error comes with an HTML page, a redirect with its target', async () => {
  const gateway = await practice()
  const seat = await seated(gateway)
  gateway.control.fail('getAgentStatus', { kind: 'http', status: 502 })
  const page = await seat.ask(status)
  expect(page.headers['content-type']).toContain('text/html')
  expect(page.bytes.toString()).toContain('<!doctype html>')
  gateway.control.fail('getAgentStatus', { kind: 'redirect', to: 'https://elsewhere.example/' })
  const redirect = await seat.ask(status)
  expect([redirect.status, redirect.headers.location]).toEqual([302, 'https://elsewhere.example/'])
})

test('JSON can wear the label of a file, and be as long as asked', async () => {
  const gateway = await practice()
  const seat = await seated(gateway)
  const fault = { kind: 'retcode', retcode: '104-005', label: 'octet-stream' } as const
  gateway.control.fail('downloadVideoFileEx', fault)
  const reply = await seat.ask('GET /recordfile/{id}/videofiledownloadEx?recordId=Y:/1/0/a/b.mp4')
  expect(reply.headers['content-type']).toContain('octet-stream')
  expect(reply.json).toMatchObject({ retcode: '104-005' })
  gateway.control.fail('getAgentStatus', { kind: 'oversized', bytes: 3_000_000 })
  expect((await seat.ask(status)).bytes.length).toBeGreaterThan(3_000_000)
})

test('an answer can be lost after the work was done', async () => {
  const gateway = await practice()
  const seat = await seated(gateway)
  gateway.control.fail('sayBusy', { kind: 'lost' })
  await expect(seat.ask('POST /onlineagent/{id}/saybusy')).rejects.toThrow()
  expect(gateway.control.counts('sayBusy')).toEqual({ received: 1, accepted: 1 })
  const reply = await seat.ask(status)
  expect(reply.json).toMatchObject({ result: { agentState: 3 } })
})

test('a stalled call is never answered and does no work', async () => {
  const gateway = await practice()
  const seat = await seated(gateway)
  gateway.control.fail('sayBusy', { kind: 'stall' })
  const giveUp = new AbortController()
  const asked = seat.ask('POST /onlineagent/{id}/saybusy', { signal: giveUp.signal })
  await expect.poll(() => gateway.control.counts('sayBusy').received).toBe(1)
  giveUp.abort()
  await expect(asked).rejects.toThrow()
  expect(gateway.control.counts('sayBusy')).toEqual({ received: 1, accepted: 0 })
})

test('a delayed call is answered as usual', async () => {
  const gateway = await practice()
  const seat = await seated(gateway)
  gateway.control.fail('getAgentStatus', { kind: 'delay', delayMs: 120 })
  const began = performance.now()
  expect(await seat.code(status)).toBe('0')
  expect(performance.now() - began).toBeGreaterThan(100)
})

test('the gateway can go away, with what it knows, and come back on the same port', async () => {
  const gateway = await practice()
  const seat = await seated(gateway)
  const held = seat.poll()
  await Promise.all([expect(held).rejects.toThrow(), gateway.control.goAway()])
  await expect(seat.ask(status)).rejects.toThrow('ECONNREFUSED')
  await gateway.control.comeBack()
  expect(await seat.code(status)).toBe('0')
})

test('any event can be fired, with any content', async () => {
  const gateway = await practice()
  const seat = await seated(gateway)
  gateway.control.fire('1001', ' AgentOther_Unheard_Of', { nested: { list: [1, null] } })
  const { content } = await seat.until('AgentOther_Unheard_Of')
  expect(content).toEqual({ nested: { list: [1, null] } })
})
