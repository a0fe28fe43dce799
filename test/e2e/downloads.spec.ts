import {
  expectNotSaved,
  expectSaved,
  expectWaiting,
  freshRecording,
  open,
  parts,
  recordingOf,
  save
} from './support/library.ts'
import { expect, inH5Call, signedIn, test, type Desk } from './support/test.ts'

/** The codes of the download's page (cec_07_4218), and of its example, that mean no. */
const refusals = [
  '108-001',
  '104-003',
  '104-010',
  '108-002',
  '108-011',
  '108-009',
  '108-012',
  '108-013',
  '000-003'
]

for (const retcode of refusals) {
  test(`a video refused with ${retcode} shows the gateway's code and words, and no file`, async ({
    sharedDesk
  }) => {
    const video = await freshRecording(sharedDesk)
    const message = `said for ${retcode}`
    const refusal = { kind: 'retcode', retcode, message } as const
    sharedDesk.gateway.control.fail('downloadVideoFileEx', refusal)
    await save(video.row)
    await expectNotSaved(sharedDesk, video, `${retcode} · ${message}`)
  })
}

/** No file yet, not converted yet, and the moves between servers (cec_07_0580). */
const notYet = ['104-005', '104-009', '000-004', '105-002', '105-003', '105-004']

for (const retcode of notYet) {
  test(`a video refused with ${retcode} waits, and says why and until when`, async ({
    sharedDesk
  }) => {
    const video = await freshRecording(sharedDesk)
    const message = `said for ${retcode}`
    const refusal = { kind: 'retcode', retcode, message } as const
    sharedDesk.gateway.control.fail('downloadVideoFileEx', refusal)
    await save(video.row)
    await expectWaiting(sharedDesk, video, `${retcode} · ${message}`, 'Tried once')
    await video.queued.getByRole('button', { name: 'Try now' }).click()
    await expectSaved(sharedDesk, video)
  })
}

const json = '{"retcode":"104-005","message":"file does not exist","result":""}'
const page = '<!doctype html><html><body><h1>Sign in to the network</h1></body></html>'

const noFile = /104-005 · file does not exist/

/** What a gateway, or something between it and this PC, sends where a video was asked for. */
const strangeBodies = [
  { what: 'JSON labelled application/json', type: 'application/json', body: json, said: noFile },
  {
    what: 'JSON labelled octet-stream',
    type: 'application/octet-stream',
    body: json,
    said: noFile
  },
  {
    what: 'JSON labelled video/mp4, with a status of 500',
    status: 500,
    type: 'video/mp4',
    body: json,
    said: noFile
  },
  {
    what: 'an empty body',
    type: 'application/octet-stream',
    body: '',
    said: /sent an empty file/
  }
]

for (const { what, status = 200, type, body, said } of strangeBodies) {
  test(`${what} instead of a video never becomes a file, and is waited out`, async ({
    sharedDesk
  }) => {
    const video = await freshRecording(sharedDesk)
    const answer = { kind: 'http', status, contentType: type, body } as const
    sharedDesk.gateway.control.fail('downloadVideoFileEx', answer)
    await save(video.row)
    await expectWaiting(sharedDesk, video, said)
  })
}

for (const type of ['text/html', 'application/octet-stream']) {
  test(`a web page labelled ${type} never becomes a file`, async ({ sharedDesk }) => {
    const video = await freshRecording(sharedDesk)
    const answer = { kind: 'http', status: 200, contentType: type, body: page } as const
    sharedDesk.gateway.control.fail('downloadVideoFileEx', answer)
    await save(video.row)
    await expectNotSaved(sharedDesk, video, /A web page came instead|is not a video/)
  })
}

const brokenBodies = [
  { what: 'that is cut off', fault: { kind: 'cut', atByte: 100_000 } },
  { what: 'that is cut off before its first byte', fault: { kind: 'cut', atByte: 0 } },
  { what: 'shorter than announced', fault: { kind: 'length', offBy: 1_000 } },
  { what: 'longer than announced', fault: { kind: 'length', offBy: -1_000 } },
  { what: 'that a busy server sends later', fault: { kind: 'http', status: 503, body: '' } }
] as const

for (const { what, fault } of brokenBodies) {
  test(`a video ${what} is tried again by itself, and saved whole`, async ({ sharedDesk }) => {
    const { gateway } = sharedDesk
    if (fault.kind === 'length' && fault.offBy < 0) await skipWithoutStrictEnds(sharedDesk)
    const video = await freshRecording(sharedDesk)
    const before = gateway.control.counts('downloadVideoFileEx').received
    gateway.control.fail('downloadVideoFileEx', fault)
    await save(video.row)
    await expectSaved(sharedDesk, video)
    expect(gateway.control.counts('downloadVideoFileEx').received).toBe(before + 2)
  })
}

/** Bytes behind the body of an answer that closes: HTTP parsers before llhttp 9 drop them in silence. */
async function skipWithoutStrictEnds({ callside }: Desk): Promise<void> {
  const llhttp = await callside.app.evaluate(() => process.versions['llhttp'] ?? '')
  test.skip(parseInt(llhttp) < 9, `llhttp ${llhttp} of this Electron does not tell of such bytes`)
}

test('a video that is sent too long each time is left to the agent', async ({ sharedDesk }) => {
  await skipWithoutStrictEnds(sharedDesk)
  const video = await freshRecording(sharedDesk)
  const fault = { kind: 'length', offBy: -1_000 } as const
  sharedDesk.gateway.control.fail('downloadVideoFileEx', fault, { times: 2 })
  await save(video.row)
  await expectNotSaved(sharedDesk, video, /sent more than it had announced/, 'Tried 2 times')
})

test('a server that stays busy is said to be, until it has time', async ({ sharedDesk }) => {
  const { gateway } = sharedDesk
  const video = await freshRecording(sharedDesk)
  const busy = { kind: 'http', status: 503, body: '' } as const
  gateway.control.fail('downloadVideoFileEx', busy, { times: 'always' })
  await save(video.row)
  await expectWaiting(sharedDesk, video, /too busy to send this now/)
  gateway.control.heal()
  await expectSaved(sharedDesk, video)
})

test('a gateway that goes away in the middle of a video leaves no file, and saves when it is back', async ({
  sharedDesk
}) => {
  const { gateway, page, callside } = sharedDesk
  const video = await freshRecording(sharedDesk)
  gateway.control.fail('downloadVideoFileEx', { kind: 'slow', bytesPerSecond: 20_000 })
  await save(video.row)
  await expect.poll(() => parts(callside)).toHaveLength(1)
  await gateway.control.goAway()
  await expect.poll(() => parts(callside)).toEqual([])
  await expect(page.getByRole('banner').getByText('Reconnecting')).toBeVisible()
  await gateway.control.comeBack()
  await expect(page.getByRole('banner').getByText('Connected')).toBeVisible()
  await expectSaved(sharedDesk, video)
})

const framings = [
  { framing: 'chunked', said: /Proven: the gateway marked the end/ },
  { framing: 'close', said: /Unproven: the gateway did not say how long/ }
] as const

for (const { framing, said } of framings) {
  test.describe(`where bodies end by ${framing}`, () => {
    test.use({ gatewayOptions: { bodyFraming: framing } })

    test('the video is saved, and how far its length is proven is said', async ({
      page,
      gateway,
      callside
    }) => {
      await signedIn(page)
      const desk = { page, gateway, callside }
      const video = await recordingOf(desk, await inH5Call(page, gateway))
      await save(video.row)
      await expectSaved(desk, video)
      await open(video.row)
      await expect(video.row.getByText(said)).toBeVisible()
    })
  })
}
