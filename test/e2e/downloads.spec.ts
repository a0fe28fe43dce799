import {
  expectNotSaved,
  expectSaved,
  freshRecording,
  recordingOf,
  save
} from './support/recordings.ts'
import { expect, inH5Call, signedIn, test } from './support/test.ts'

/** The codes of the download's page (cec_07_4218), of its example, and of a file not there yet. */
const refusals = [
  '108-001',
  '104-003',
  '104-010',
  '108-002',
  '108-011',
  '108-009',
  '108-012',
  '108-013',
  '000-003',
  '104-005'
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
    await expectNotSaved(video, `${retcode} · ${message}`)
  })
}

const json = '{"retcode":"104-005","message":"file does not exist","result":""}'
const page = '<!doctype html><html><body><h1>Sign in to the network</h1></body></html>'

/** What a gateway, or something between it and this PC, sends where a video was asked for. */
const strangeBodies = [
  { what: 'JSON labelled application/json', type: 'application/json', body: json },
  { what: 'JSON labelled octet-stream', type: 'application/octet-stream', body: json },
  {
    what: 'JSON labelled video/mp4, with a status of 500',
    status: 500,
    type: 'video/mp4',
    body: json
  },
  { what: 'a web page', type: 'text/html', body: page },
  { what: 'a web page labelled octet-stream', type: 'application/octet-stream', body: page },
  { what: 'an empty body', type: 'application/octet-stream', body: '' }
]
const words: Record<string, RegExp> = {
  [json]: /104-005 · file does not exist/,
  [page]: /did not come from a gateway|is not a video/,
  '': /empty file/
}

for (const { what, status = 200, type, body } of strangeBodies) {
  test(`${what} instead of a video never becomes a file`, async ({ sharedDesk }) => {
    const video = await freshRecording(sharedDesk)
    const answer = { kind: 'http', status, contentType: type, body } as const
    sharedDesk.gateway.control.fail('downloadVideoFileEx', answer)
    await save(video.row)
    await expectNotSaved(video, words[body] ?? '')
  })
}

const brokenBodies = [
  { what: 'that is cut off', fault: { kind: 'cut', atByte: 100_000 }, said: /was cut off/ },
  {
    what: 'that is cut off before its first byte',
    fault: { kind: 'cut', atByte: 0 },
    said: /was cut off/
  },
  { what: 'shorter than announced', fault: { kind: 'length', offBy: 1_000 }, said: /was cut off/ },
  {
    what: 'longer than announced',
    fault: { kind: 'length', offBy: -1_000 },
    said: /sent more than/
  }
] as const

for (const { what, fault, said } of brokenBodies) {
  test(`a video ${what} is not kept`, async ({ sharedDesk }) => {
    const video = await freshRecording(sharedDesk)
    sharedDesk.gateway.control.fail('downloadVideoFileEx', fault)
    await save(video.row)
    await expectNotSaved(video, said)
  })
}

test('a gateway that is gone fails the save in words, and saves when it is back', async ({
  sharedDesk
}) => {
  const { gateway, page } = sharedDesk
  const video = await freshRecording(sharedDesk)
  await gateway.control.goAway()
  await save(video.row)
  await expectNotSaved(video, /could not be reached/)

  await gateway.control.comeBack()
  await expect(page.getByRole('banner').getByText('Connected')).toBeVisible()
  await video.row.getByRole('button', { name: 'Save again' }).click()
  await expectSaved(sharedDesk, video)
})

test('a gateway that goes away in the middle of a video leaves no file', async ({ sharedDesk }) => {
  const { gateway, page } = sharedDesk
  const video = await freshRecording(sharedDesk)
  gateway.control.fail('downloadVideoFileEx', { kind: 'slow', bytesPerSecond: 20_000 })
  await save(video.row)
  await expect.poll(video.files).toHaveLength(1)
  await gateway.control.goAway()
  await expectNotSaved(video, /was cut off/)
  await gateway.control.comeBack()
  await expect(page.getByRole('banner').getByText('Connected')).toBeVisible()
})

const framings = [
  { framing: 'chunked', said: /Length proven: the gateway marked the end/ },
  { framing: 'close', said: /Length unproven/ }
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
      await expect(video.row.getByText(said)).toBeVisible()
    })
  })
}
