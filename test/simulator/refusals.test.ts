import { expect, test } from 'vitest'
import { ask } from './support/client.ts'
import { practice, seated } from './support/practice.ts'

const status = 'GET /onlineagent/{id}/agentstatus'

const callid = '1-1'
test.each([
  {
    what: 'a capture',
    line: 'POST /mediacall/{id}/imagecapture',
    body: { callid, userType: 'user' },
    retcode: '106-011'
  },
  {
    what: 'a capture that names none',
    line: 'POST /mediacall/{id}/imagecapture',
    body: {},
    retcode: '000-002'
  },
  {
    what: 'connection information',
    line: 'POST /mediacall/{id}/getconnectinfo',
    body: { callid, userType: 'agent' },
    retcode: '106-011'
  },
  {
    what: 'call data',
    line: 'PUT /calldata/{id}/setcalldataex',
    body: { calldata: 'x' },
    retcode: '400-001'
  },
  { what: 'reading call data', line: 'GET /calldata/{id}/appdata', retcode: '400-001' },
  { what: 'call information', line: 'GET /calldata/{id}/callinfo', retcode: '400-001' },
  { what: 'answering', line: 'PUT /voicecall/{id}/answer', retcode: '200-002' },
  { what: 'hanging up', line: 'DELETE /voicecall/{id}/release', retcode: '200-017' }
])('without a call, $what is refused', async ({ line, body, retcode }) => {
  expect(await (await seated(await practice())).code(line, body)).toBe(retcode)
})

test('a voice call has neither pictures nor connection information', async () => {
  const gateway = await practice()
  const seat = await seated(gateway)
  const callid = gateway.script.ringVoice('1001')
  gateway.script.talk(callid)
  const capture = { callid, userType: 'user' }
  expect(await seat.code('POST /mediacall/{id}/imagecapture', capture)).toBe('106-015')
  const connect = { callid, userType: 'agent' }
  expect(await seat.code('POST /mediacall/{id}/getconnectinfo', connect)).toBe('106-015')
})

test.each([
  ['refuse', { result: 2, filename: '' }],
  ['fail', { result: 1, filename: '' }],
  [{ lateMs: 30 }, { result: 0 }]
] as const)('a customer can answer a capture with %o', async (answer, content) => {
  const gateway = await practice()
  const seat = await seated(gateway)
  const callid = gateway.script.ringH5('1001', { captures: [answer] })
  gateway.script.talk(callid)
  await seat.code('POST /mediacall/{id}/imagecapture', { callid, userType: 'user' })
  expect((await seat.until('AgentEvent_ImageCapture')).content).toMatchObject(content)
})

test('a customer can stay silent, and a test can say so in advance', async () => {
  const gateway = await practice()
  const seat = await seated(gateway)
  gateway.control.answerCaptures('silent')
  const callid = gateway.script.ringH5('1001')
  await seat.until('AgentEvent_RequestConnect')
  await seat.code('POST /mediacall/{id}/imagecapture', { callid, userType: 'user' })
  expect((await seat.poll()).json).toEqual({ message: '', retcode: '0' })
})

test('call data up to 16,384 bytes before Base64 is stored and read back', async () => {
  const gateway = await practice()
  const seat = await seated(gateway)
  const callid = gateway.script.ringVoice('1001', { data: 'ticket=1' })
  const write = 'PUT /calldata/{id}/setcalldataex'
  const read = `GET /calldata/{id}/appdata?callId=${callid}&isEncodeResult=`
  expect((await seat.ask(`${read}false`)).json).toMatchObject({ result: 'ticket=1' })

  const longest = '通'.repeat(5_461) + 'x'
  expect(Buffer.byteLength(longest)).toBe(16_384)
  const calldata = Buffer.from(longest).toString('base64')
  expect(await seat.code(write, { callid, calldata, isDataEncoded: 'true' })).toBe('0')
  expect((await seat.ask(`${read}false`)).json).toMatchObject({ result: longest })
  expect((await seat.ask(`${read}true`)).json).toMatchObject({ result: calldata })

  expect(await seat.code(write, { callid, calldata: `${longest}x` })).toBe('000-002')
  expect(await seat.code(write, { callid, calldata: 'no base64!', isDataEncoded: true })).toBe(
    '000-002'
  )
  expect(await seat.code(write, { callid, calldata: '', isDataEncoded: false })).toBe('0')
  expect((await seat.ask(`${read}false`)).json).toMatchObject({ result: '' })
  expect((await seat.ask('GET /calldata/{id}/allcallid')).json).toMatchObject({ result: [callid] })
})

test('agents change their state, and wishes during a call come true after it', async () => {
  const gateway = await practice()
  const seat = await seated(gateway)
  const step = (path: string) => seat.code(`POST /onlineagent/{id}/${path}`)
  const state = async () => (await seat.ask(status)).json?.['result']
  expect(await step('saybusy?reason=201')).toBe('0')
  expect(await state()).toEqual({ agentState: 3, isWorking: false })
  expect(await step('saybusy?reason=9')).toBe('000-002')
  expect(await step('saybusy')).toBe('100-009')
  expect(await step('cancelbusy')).toBe('0')
  expect(await step('cancelbusy')).toBe('100-009')
  expect(await step('work')).toBe('0')
  expect(await state()).toEqual({ agentState: 5, isWorking: true })
  expect(await step('cancelwork')).toBe('0')
  expect(await step('rest/600/1')).toBe('0')
  expect(await state()).toMatchObject({ agentState: 8 })
  expect(await step('cancelrest')).toBe('0')
  const callId = gateway.script.ringVoice('1001')
  expect(await step('sayfree')).toBe('100-009')
  expect(await step('saybusy?reason=200')).toBe('0')
  gateway.script.hangUp(callId)
  expect(await state()).toMatchObject({ agentState: 3 })
})

test('a call can be held, taken back, released and rejected', async () => {
  const gateway = await practice({ timings: { autoAnswerMs: 60_000, pollHoldMs: 300 } })
  const seat = await seated(gateway)
  const callId = gateway.script.ringVoice('1001')
  expect(await seat.code(`PUT /voicecall/{id}/answer?callid=${callId}`)).toBe('0')
  expect(await seat.code('POST /voicecall/{id}/hold')).toBe('0')
  expect((await seat.until('AgentEvent_Hold')).content).toBe(callId)
  expect(await seat.code(`POST /voicecall/{id}/gethold?callid=${callId}`)).toBe('0')
  expect(await seat.code('DELETE /voicecall/{id}/release')).toBe('0')
  expect((await seat.until('AgentEvent_Call_Release')).content).toBe(callId)
  expect((await seat.until('AgentOther_PhoneRelease')).content).toEqual({ phoneState: 2 })
  const second = gateway.script.ringVoice('1001')
  expect(await seat.code('POST /voicecall/{id}/reject', { callid: second, mode: 1 })).toBe('0')
  const { content } = await seat.until('AgentState_SetNotReady_Success')
  expect(content).toEqual({ reason: '7' })
})

test.each([
  ['/onlineagent/99/agentstatus', 404],
  ['/onlineagent/1000000/agentstatus', 404],
  ['/onlineagent/abc/agentstatus', 404],
  ['/nothing/1001', 404],
  ['/mediacall/1001/imagecapture', 405]
])('%s is answered by an HTML page with status %i', async (path, code) => {
  const reply = await ask(await practice(), `GET ${path}`)
  expect(reply.status).toBe(code)
  expect(reply.headers['content-type']).toContain('text/html')
})

test('the domains of connection information can have the blank of the vendor example', async () => {
  const gateway = await practice({ blankInDomains: true })
  const seat = await seated(gateway)
  const callid = gateway.script.ringH5('1001')
  gateway.script.talk(callid)
  const body = { callid, userType: 'agent' }
  const { json } = await seat.ask('POST /mediacall/{id}/getconnectinfo', { body })
  expect(json).toMatchObject({
    result: { signalingDomainIn: expect.stringMatching(/^https: \/\//) as string }
  })
})
