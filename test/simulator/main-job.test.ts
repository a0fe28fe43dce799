import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { practice, seated } from './support/practice.ts'
import { Seat } from './support/client.ts'

test('an agent signs in, is told the Guid in Set-GUID, and polls one event at a time', async () => {
  const gateway = await practice()
  const seat = new Seat(gateway, '1001')
  const reply = await seat.signIn({ status: '3', releasephone: 'false' })
  expect(reply.headers['set-guid']).toMatch(/^JSESSIONID=[0-9a-f-]{36}\.AgentGateway0$/)
  expect(reply.json).toMatchObject({
    retcode: '0',
    result: { vdnid: 1, workno: '1001', mediatype: 'TTF', isForceChange: 'false' }
  })
  const first = await seat.poll()
  expect(first.json).toMatchObject({
    message: '',
    retcode: '0',
    event: { eventType: 'AgentOther_InService', workNo: '1001', content: null }
  })
  const { seen } = await seat.until('AgentState_SetNotReady_Success')
  expect(seen).toEqual(['AgentState_Ready', 'AgentState_SetNotReady_Success'])
  expect((await seat.poll()).bytes.toString()).toBe('{"message":"","retcode":"0"}')
})

test('an H5 call brings a picture of the customer and a video that can be downloaded', async () => {
  const gateway = await practice()
  const seat = await seated(gateway)
  const callid = gateway.script.ringH5('1001')
  const talking = await seat.until('AgentEvent_Talking')
  expect(talking.seen).toEqual([
    'AgentState_Busy',
    'AgentOther_PhoneAlerting',
    'AgentEvent_Ringing',
    'AgentOther_PhoneOffhook',
    'AgentEvent_Talking'
  ])
  expect(talking.content).toMatchObject({ callid, mediaAbility: '6', type: 'main' })

  expect(await seat.code('POST /mediacall/{id}/imagecapture', { callid, userType: 'user' })).toBe(
    '0'
  )
  const capture = (await seat.until('AgentEvent_ImageCapture')).content
  expect(capture).toMatchObject({ callid, result: 0, locationId: 256 })
  const { filename } = capture as { filename: string }
  expect(filename).toMatch(/^F:\/1\/1\/\d{8}\/1001\/\d{7,}\.jpg$/)
  const picture = await seat.ask(fileLine(filename))
  expect(picture.headers['content-type']).toBe('application/octet-stream;charset=utf-8')
  expect(picture.bytes.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]))

  const recording = gateway.script.record(callid)
  const record = (await seat.until('AgentMediaEvent_Record')).content
  expect(record).toMatchObject({ callId: callid, fileMediaType: 2, taskId: recording.taskId })
  expect(recording.fileName).toMatch(/^Y:\/1\/0\/\d{8}\/1001\/\d{7,}\.mp4$/)
  gateway.script.hangUp(callid)
  const ended = await seat.until('AgentState_Ready')
  expect(ended.seen).toEqual([
    'AgentEvent_Customer_Release',
    'AgentEvent_Call_Release',
    'AgentOther_PhoneRelease',
    'AgentMediaEvent_StopRecordDone',
    'AgentState_Ready'
  ])
  const video = await seat.ask(fileLine(recording.fileName))
  expect(video.headers['content-length']).toBe(String(video.bytes.length))
  expect(await gateway.script.sha256Of(recording.fileName)).toBe(sha256(video.bytes))
})

test('connection information lies in the future and has a new signature each time', async () => {
  const gateway = await practice({ secrets: { signature: 'planted-' } })
  const seat = await seated(gateway)
  const callid = gateway.script.ringH5('1001')
  await seat.until('AgentEvent_RequestConnect')
  const body = { callid, userType: 'agent' }
  const first = await seat.ask('POST /mediacall/{id}/getconnectinfo', { body })
  const second = await seat.ask('POST /mediacall/{id}/getconnectinfo', { body })
  const one = first.json?.['result'] as Record<string, string>
  const two = second.json?.['result'] as Record<string, string>
  expect(one).toMatchObject({ userId: '1001', role: '0', port: '6500', locationId: '65535' })
  expect(Number(one['ctime']) * 1000).toBeGreaterThan(Date.now())
  expect(one['signature']).toMatch(/^planted-/)
  expect(two['signature']).not.toBe(one['signature'])
  expect(Object.values(one).every((value) => typeof value === 'string')).toBe(true)
})

test('a dropped agent still gets connection information while the customer waits', async () => {
  const gateway = await practice()
  const seat = await seated(gateway)
  const callid = gateway.script.ringH5('1001')
  gateway.script.talk(callid)
  gateway.script.drop(callid)
  const { seen } = await seat.until('AgentState_Ready')
  expect(seen).not.toContain('AgentEvent_Customer_Release')
  const connect = { callid, userType: 'agent' }
  expect(await seat.code('POST /mediacall/{id}/getconnectinfo', connect)).toBe('0')
  const capture = { callid, userType: 'user' }
  expect(await seat.code('POST /mediacall/{id}/imagecapture', capture)).toBe('106-011')
  gateway.script.hangUp(callid)
  expect(await seat.code('POST /mediacall/{id}/getconnectinfo', connect)).toBe('106-011')
})

const fileLine = (path: string): string =>
  `GET /recordfile/{id}/videofiledownloadEx?recordId=${encodeURIComponent(path)}&locationId=256`

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
