import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import type { Happening } from '../../src/main/calls/timeline.ts'
import { createCaptures } from '../../src/main/captures/captures.ts'
import { systemClock } from '../../src/main/clock.ts'
import { createRecordings } from '../../src/main/library/recordings.ts'
import { createTransfer } from '../../src/main/library/transfer.ts'
import { createWholeFiles } from '../../src/main/library/whole-file.ts'
import { defaultTimings } from '../../src/main/timings.ts'
import type { PracticeGatewayOptions } from '../../src/simulator/index.ts'
import { namesIn, sha256, temporaryFolder } from '../support/folders.ts'
import { practiceGateway, takeSeat } from '../support/practice-seat.ts'

/** The real parts at an agent's seat in a talking H5 call, against the practice gateway. */
async function inCall(options: Partial<PracticeGatewayOptions> = {}) {
  const folder = await temporaryFolder()
  const gateway = await practiceGateway(options)
  const seat = await takeSeat(gateway, '1001')
  const { signedIn } = seat
  const told: Happening[] = []
  const deps = {
    signedIn,
    transfer: createTransfer({ signedIn, files: createWholeFiles({ reserveBytes: 0 }) }),
    folder: () => folder,
    clock: systemClock,
    tell: (happening: Happening) => told.push(happening),
    newId: randomUUID
  }
  const recordings = createRecordings(deps)
  const callMedia = () => 'h5-video' as const
  const captures = createCaptures({ ...deps, callMedia, timings: defaultTimings })
  const callId = gateway.script.ringH5('1001')
  await seat.until('AgentEvent_Talking')
  const heard = (eventType: string): Promise<void> =>
    seat.until(eventType, (event) => {
      recordings.handle(event)
      captures.handle(event)
    })
  return { gateway, folder, told, recordings, captures, callId, heard }
}

type InCall = Awaited<ReturnType<typeof inCall>>

/** Saves the first recording and waits for how it ends. */
async function saveFirst({ recordings }: InCall) {
  const [row] = recordings.list()
  recordings.save(row?.recordingId ?? '')
  return vi.waitFor(() => {
    const save = recordings.list()[0]?.save
    if (save?.state === 'saved' || save?.state === 'failed') return save
    throw new Error('still under way')
  })
}

test.each(['video', 'conference'] as const)(
  'a %s recording is saved exactly as the gateway holds it',
  async (kind) => {
    const call = await inCall({ poolMode: true })
    const { fileName, taskId } = call.gateway.script.record(call.callId, { kind })
    await call.heard('AgentMediaEvent_Record')
    call.gateway.script.stopRecord(taskId)
    await call.heard('AgentMediaEvent_StopRecordDone')
    const source = kind === 'video' ? 'file' : 'conference'
    expect(call.recordings.list()).toMatchObject([{ source, media: 'video', callId: call.callId }])
    const save = await saveFirst(call)
    expect(save).toMatchObject({
      state: 'saved',
      lengthProof: 'content-length',
      mayHaveGrown: false,
      sha256: await call.gateway.script.sha256Of(fileName)
    })
    expect(await namesIn(call.folder)).toEqual([save.state === 'saved' ? save.fileName : ''])
  }
)

test.each(['chunked', 'close'] as const)(
  'a recording that comes with framing "%s" is saved, and its proof is told',
  async (bodyFraming) => {
    const call = await inCall({ bodyFraming, videoBytes: 3_000_000 })
    call.gateway.script.record(call.callId)
    await call.heard('AgentMediaEvent_Record')
    const proof = { chunked: 'chunked-end', close: 'none' }[bodyFraming]
    expect(await saveFirst(call)).toMatchObject({
      state: 'saved',
      bytes: 3_000_000,
      lengthProof: proof,
      mayHaveGrown: true
    })
  }
)

test.each([
  '108-001',
  '104-003',
  '104-010',
  '108-002',
  '108-011',
  '108-009',
  '108-012',
  '108-013',
  '000-003'
])('the gateway’s %s is shown as its own, under either label', async (retcode) => {
  const call = await inCall()
  call.gateway.script.record(call.callId)
  await call.heard('AgentMediaEvent_Record')
  for (const label of [{}, { label: 'octet-stream' }] as const) {
    const fault = { kind: 'retcode', retcode, message: 'its words', ...label } as const
    call.gateway.control.fail('downloadVideoFileEx', fault)
    const problem = { code: 'gateway-refused', retcode, gatewayText: 'its words' }
    expect(await saveFirst(call)).toEqual({ state: 'failed', problem })
  }
  expect(await namesIn(call.folder)).toEqual([])
  expect(await saveFirst(call)).toMatchObject({ state: 'saved' })
})

test.each([
  [{ kind: 'cut', atByte: 100_000 }, 'file:truncated'],
  [{ kind: 'length', offBy: 1_000 }, 'file:truncated'],
  [{ kind: 'length', offBy: -1_000 }, 'file:too-long']
] as const)('a transfer with %o leaves nothing and can be asked for again', async (fault, code) => {
  const call = await inCall({ videoBytes: 1_000_000 })
  call.gateway.script.record(call.callId)
  await call.heard('AgentMediaEvent_Record')
  call.gateway.control.fail('downloadVideoFileEx', fault)
  expect(await saveFirst(call)).toEqual({ state: 'failed', problem: { code } })
  expect(await namesIn(call.folder)).toEqual([])
  expect(await saveFirst(call)).toMatchObject({ state: 'saved', bytes: 1_000_000 })
})

test('a failed recording and an audio recording are listed', async () => {
  const call = await inCall()
  call.gateway.script.record(call.callId, { fails: true })
  call.gateway.script.record(call.callId, { kind: 'audio' })
  await call.heard('AgentMediaEvent_Record_Fail')
  await call.heard('AgentMediaEvent_Record')
  expect(call.recordings.list()).toMatchObject([
    { failed: true, media: 'video' },
    { failed: false, media: 'audio' }
  ])
})

test('the picture of an accepted capture is saved exactly as the gateway holds it', async () => {
  const { gateway, captures, callId, folder, heard } = await inCall({ poolMode: true })
  const { captureId } = await captures.ask(callId)
  await heard('AgentEvent_ImageCapture')
  await vi.waitFor(() => {
    expect(captures.list()[0]?.picture.state).toBe('saved')
  })
  const { path, kind } = await captures.picture(captureId)
  expect(kind).toBe('image/jpeg')
  const served = await gateway.script.sha256Of(captures.list()[0]?.serverPath ?? '')
  expect(sha256(await readFile(path))).toBe(served)
  expect(await namesIn(folder)).toEqual([path.slice(join(folder, '/').length)])
})

test('a site that hands out no pictures leaves the row with the place and the reason', async () => {
  const { captures, callId, heard, told } = await inCall({ picturesDownloadable: false })
  await captures.ask(callId)
  await heard('AgentEvent_ImageCapture')
  await vi.waitFor(() => {
    expect(captures.list()).toMatchObject([
      {
        outcome: 'accepted',
        serverPath: expect.stringMatching(/^F:\/.+\.jpg$/) as string,
        picture: { state: 'on-server', problem: { code: 'gateway-refused', retcode: '104-004' } }
      }
    ])
  })
  expect(told.at(-1)?.name).toBe('picture-on-server')
})

test.each([
  ['refuse', 'refused'],
  ['fail', 'failed']
] as const)('a capture that the customer answers "%s" says so', async (given, outcome) => {
  const { gateway, captures, callId, heard } = await inCall()
  gateway.control.answerCaptures(given)
  await captures.ask(callId)
  await heard('AgentEvent_ImageCapture')
  expect(captures.list()).toMatchObject([{ outcome, picture: { state: 'none' } }])
})
