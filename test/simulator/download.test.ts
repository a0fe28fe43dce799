import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { BodyFraming, PracticeGateway } from '../../src/simulator/index.ts'
import type { Reply, Seat } from './support/client.ts'
import { practice, seated } from './support/practice.ts'

/** A recorded H5 call that is over. Returns what downloads it. */
async function recorded(gateway: PracticeGateway, bytes?: number) {
  const seat = await seated(gateway)
  const callId = gateway.script.ringH5('1001')
  gateway.script.talk(callId)
  const recording = gateway.script.record(callId, bytes === undefined ? {} : { bytes })
  gateway.script.hangUp(callId)
  return { seat, recording, download: () => fetchFile(seat, recording.fileName) }
}

const fetchFile = (seat: Seat, path: string, more = ''): Promise<Reply> =>
  seat.ask(`GET /recordfile/{id}/videofiledownloadEx?recordId=${encodeURIComponent(path)}${more}`)

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

test.each<[BodyFraming, string]>([
  ['length', 'content-length'],
  ['chunked', 'transfer-encoding'],
  ['close', 'connection']
])('a 20 MB video arrives whole when its end is told by %s', async (bodyFraming, header) => {
  const gateway = await practice({ bodyFraming, videoBytes: 20_000_000 })
  const { recording, download } = await recorded(gateway)
  const reply = await download()
  expect(reply.headers[header]).toBeDefined()
  expect(reply.headers['content-length']).toBe(bodyFraming === 'length' ? '20000000' : undefined)
  expect(reply.bytes.length).toBe(20_000_000)
  expect(sha256(reply.bytes)).toBe(await gateway.script.sha256Of(recording.fileName))
})

test('a body can be cut at a byte', async () => {
  const gateway = await practice({ videoBytes: 5_000_000 })
  const { download } = await recorded(gateway)
  gateway.control.fail('downloadVideoFileEx', { kind: 'cut', atByte: 1_234_567 })
  await expect(download()).rejects.toThrow('aborted')
})

test('a cut body without a length looks whole to a client, at exactly that byte', async () => {
  const gateway = await practice({ videoBytes: 5_000_000, bodyFraming: 'close' })
  const { download } = await recorded(gateway)
  gateway.control.fail('downloadVideoFileEx', { kind: 'cut', atByte: 1_234_567 })
  expect((await download()).bytes.length).toBe(1_234_567)
})

test('a Content-Length can promise too much', async () => {
  const gateway = await practice()
  const { download } = await recorded(gateway)
  gateway.control.fail('downloadVideoFileEx', { kind: 'length', offBy: 10 })
  await expect(download()).rejects.toThrow('aborted')
})

test('a Content-Length can promise too little', async () => {
  const gateway = await practice()
  const { download, recording } = await recorded(gateway)
  const whole = (await download()).bytes.length
  gateway.control.fail('downloadVideoFileEx', { kind: 'length', offBy: -10 })
  // Node's client stops at the promised byte or reports the rest; either way it is not the file.
  const bytes = await download().then(
    (reply) => reply.bytes.length,
    () => -1
  )
  expect(bytes).not.toBe(whole)
  expect(gateway.control.requests('downloadVideoFileEx').at(-1)?.target).toContain(
    encodeURIComponent(recording.fileName)
  )
})

test('a body can drip', async () => {
  const gateway = await practice()
  const { download } = await recorded(gateway)
  gateway.control.fail('downloadVideoFileEx', { kind: 'slow', bytesPerSecond: 800_000 })
  const began = performance.now()
  const { bytes } = await download()
  expect(bytes.length).toBeGreaterThan(100_000)
  expect(performance.now() - began).toBeGreaterThan(150)
})

test.each([
  ['a path with a way out', 'Y:/1/0/../../etc/passwd.mp4', '104-003'],
  ['something that is no path', 'x', '104-003'],
  ['an audio recording', 'Y:/1/0/20260102/1001/0304050.V3', '104-003'],
  ['a video that is not there', 'Y:/1/0/20260102/1001/0304059.mp4', '104-005']
])('%s is refused', async (_case, path, retcode) => {
  const seat = await seated(await practice())
  const reply = await fetchFile(seat, path)
  expect(reply.headers['content-type']).toBe('application/json;charset=UTF-8')
  expect(reply.json).toMatchObject({ retcode, result: '' })
})

test('a size that no video can have is refused at the start', async () => {
  await expect(practice({ videoBytes: 1_000 })).rejects.toThrow('A video has')
})

test('a CTI pool wants the locationId of the event', async () => {
  const gateway = await practice({ poolMode: true })
  const { seat, recording } = await recorded(gateway)
  expect((await fetchFile(seat, recording.fileName)).json).toMatchObject({ retcode: '104-010' })
  const reply = await fetchFile(seat, recording.fileName, `&locationId=${recording.locationId}`)
  expect(reply.headers['content-type']).toContain('octet-stream')
})

test('a conference recording is fetched by its two ids', async () => {
  const gateway = await practice()
  const seat = await seated(gateway)
  const callId = gateway.script.ringH5('1001')
  const { fileName } = gateway.script.record(callId, { kind: 'conference' })
  const [, conferenceId, recordId] = /^conferenceId=(.+);recordId0=(.+);$/.exec(fileName) ?? []
  const line = `GET /recordfile/{id}/videofiledownload?conferenceId=${conferenceId ?? ''}`
  expect(await seat.code(line)).toBe('000-002')
  const both = await seat.ask(`${line}&recordId=${recordId ?? ''}&fileType=0`)
  expect(sha256(both.bytes)).toBe(await gateway.script.sha256Of(fileName))
  expect((await seat.ask(`${line}&fileType=0`)).bytes.equals(both.bytes)).toBe(true)
})

test('pictures are not served where the site does not allow it', async () => {
  const gateway = await practice({ picturesDownloadable: false })
  const seat = await seated(gateway)
  const callid = gateway.script.ringH5('1001')
  gateway.script.talk(callid)
  await seat.code('POST /mediacall/{id}/imagecapture', { callid, userType: 'user' })
  const { content } = await seat.until('AgentEvent_ImageCapture')
  const { filename } = content as { filename: string }
  expect((await fetchFile(seat, filename)).json).toMatchObject({ retcode: '104-004' })
})
