import { describe, expect, test } from 'vitest'
import { downloadVideoFile } from '../../src/main/gateway/endpoints/index.ts'
import type { LentRequest } from '../../src/main/gateway/lent-request.ts'
import { systemClock } from '../../src/main/clock.ts'
import { createFetch } from '../../src/main/library/transfer/fetch.ts'
import { defaultLimits } from '../../src/main/library/transfer/file-work.ts'
import { temporaryFolder } from '../support/folders.ts'
import { madeMp4 } from '../support/made-mp4.ts'
import { answer, octets } from '../support/raw-answers.ts'
import type { RawHandler } from '../support/raw-server.ts'
import { asking, canary, guidHeader, refusal, until, type Asking } from './support.ts'

const params = { agentId: '103', recordId: 'Y:/1/0/20201202/503/1714442.mp4', locationId: '256' }
const video = madeMp4(300_000)
const newGuid = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee.AgentGateway1'
const whole = answer({ headers: octets, body: video })
const refused = (retcode: string): Buffer =>
  answer({ headers: octets, body: JSON.stringify({ retcode, message: 'GUID error' }) })

/** A signed-in client that lends its downloads to a real fetch. */
async function lending(handler: RawHandler) {
  const gateway = await asking(handler)
  const folder = await temporaryFolder()
  const fetchFile = createFetch({ clock: systemClock })
  const once = (request: LentRequest) =>
    fetchFile(
      {
        ...{ request, folder, partName: 'x.part', family: 'video', resume: null },
        limits: { ...defaultLimits, reserveBytes: 0 }
      },
      { onNews: () => undefined, signal: new AbortController().signal }
    )
  const lend = () => gateway.client.lend(downloadVideoFile, params, once)
  return { ...gateway, lend, guids: () => guidsOf(gateway) }
}

const guidsOf = ({ server }: Asking): (string | undefined)[] =>
  server.requests.map(({ headers }) => headers['guid'])

/** Takes a newer Guid, as an answer to another call does. */
function rotate({ credentials }: Asking): void {
  credentials.accept(credentials.ticket(), guidHeader(newGuid))
}

describe('a lent download', () => {
  test('carries what every call of the gateway carries, and is recorded like one', async () => {
    const bench = await lending((_request, socket) => socket.end(whole))
    expect((await bench.lend()).file?.bytes).toBe(video.length)
    expect(bench.server.requests[0]).toMatchObject({
      target:
        '/agentgateway/resource/recordfile/103/videofiledownloadEx' +
        '?recordId=Y%3A%2F1%2F0%2F20201202%2F503%2F1714442.mp4&locationId=256',
      headers: { guid: canary.guid, cookie: canary.cookie, 'accept-encoding': 'identity' }
    })
    expect(bench.observed).toMatchObject([
      { logName: 'downloadVideoFileEx', outcome: 'ok', bytes: video.length }
    ])
    expect(JSON.stringify(bench.observed)).not.toContain('canary')
  })

  test('that is refused is told, not thrown, and recorded as refused', async () => {
    const bench = await lending((_request, socket) => socket.end(refused('108-002')))
    expect((await bench.lend()).error).toMatchObject({
      code: 'gateway-refused',
      retcode: '108-002'
    })
    expect(bench.observed).toMatchObject([{ outcome: 'refused', retcode: '108-002' }])
    expect(bench.server.requests.length).toBe(1)
  })

  test('its Set-GUID counts, also that of a refusal', async () => {
    for (const status of [200, 503]) {
      const headers = { ...octets, 'Set-GUID': guidHeader(newGuid) }
      const bench = await lending((_request, socket) =>
        socket.end(answer({ status, headers, body: video }))
      )
      await bench.lend()
      expect(bench.credentials.ticket().guid?.reveal()).toBe(newGuid)
    }
  })

  test('D19: carries the Guid of the moment it is sent', async () => {
    const bench = await lending((_request, socket) => socket.end(whole))
    rotate(bench)
    await bench.lend()
    expect(bench.guids()).toEqual([newGuid])
  })

  test('D19: is repeated once where its Guid was replaced meanwhile', async () => {
    const bench = await lending(({ headers }, socket) => {
      if (headers['guid'] === newGuid) socket.end(whole)
      else rotate(bench)
      socket.end(refused('100-006'))
    })
    expect((await bench.lend()).error).toBeNull()
    expect(bench.guids()).toEqual([canary.guid, newGuid])
  })

  test('D19: and never where the newest Guid was refused', async () => {
    const bench = await lending((_request, socket) => socket.end(refused('100-006')))
    expect((await bench.lend()).error?.retcode).toBe('100-006')
    expect(bench.guids()).toEqual([canary.guid])
  })

  test('D20: goes on where the Guid is replaced while it runs', async () => {
    const bench = await lending((_request, socket) => {
      socket.write(whole.subarray(0, 100_000))
      rotate(bench)
      socket.end(whole.subarray(100_000))
    })
    expect((await bench.lend()).file?.bytes).toBe(video.length)
    expect(bench.guids()).toEqual([canary.guid])
  })

  test('is not even composed where nobody is signed in', async () => {
    const bench = await lending(() => undefined)
    bench.credentials.clear()
    expect((await refusal(bench.lend())).code).toBe('could-not-ask:signed-out')
    expect(bench.observed).toEqual([])
  })

  test('whose sender fails altogether is recorded, and its failure passed on', async () => {
    const bench = await lending(() => undefined)
    const lent = bench.client.lend(downloadVideoFile, params, () =>
      Promise.reject(new Error('gone'))
    )
    expect((await refusal(lent)).code).toBe('unexpected')
    await until(() => bench.observed.length === 1)
    expect(bench.observed[0]).toMatchObject({ outcome: 'failed', code: 'unexpected' })
  })
})
