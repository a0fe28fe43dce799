import { describe, expect, test, vi } from 'vitest'
import { namesIn } from '../support/folders.ts'
import { madeMp4 } from '../support/made-mp4.ts'
import { answer, chunk } from '../support/raw-answers.ts'
import { savingFrom } from '../support/saving-bench.ts'

const video = madeMp4(2_345_678)
const octets = { 'Content-Type': 'application/octet-stream;charset=utf-8' }
const chunked = { ...octets, 'Transfer-Encoding': 'chunked' }
const json = '{"retcode":"108-009","message":"no such video","result":""}'

describe('a video is saved over HTTPS', () => {
  test('byte for byte, where its length was announced', async () => {
    const { success, targets, told } = await savingFrom((_request, socket) => {
      socket.write(answer({ headers: octets, body: video }))
    })
    expect(await success(video)).toMatchObject({
      bytes: video.length,
      lengthProof: 'content-length',
      kind: 'mp4',
      fileName: expect.stringMatching(/^\d{8}-\d{6}_1001_1-2\.mp4$/) as string
    })
    expect(targets()).toEqual([
      '/agentgateway/resource/recordfile/1001/videofiledownloadEx' +
        '?recordId=Y%3A%2F1%2F0%2F20201202%2F503%2F1714442.mp4&locationId=256'
    ])
    expect(told[0]).toEqual({ step: 'receiving', receivedBytes: 0, totalBytes: video.length })
    expect(told.at(-1)?.step).toBe('verifying')
  })

  test('byte for byte in chunks, proven by their end', async () => {
    const { success } = await savingFrom((_request, socket) => {
      socket.write(answer({ headers: chunked, length: null }))
      for (let at = 0; at < video.length; at += 100_000) {
        socket.write(chunk(video.subarray(at, at + 100_000)))
      }
      socket.write(chunk(''))
    })
    expect((await success(video)).lengthProof).toBe('chunked-end')
  })

  test('and says so where neither length nor chunks proved that it is whole', async () => {
    const { success } = await savingFrom((_request, socket) =>
      socket.end(answer({ headers: octets, body: video, length: null }))
    )
    expect((await success(video)).lengthProof).toBe('none')
  })

  test('under a number where the name is taken, and what was there stays', async () => {
    const bench = await savingFrom((_request, socket) => {
      socket.write(answer({ headers: octets, body: video }))
    })
    const names = [(await bench.save()).fileName, (await bench.save()).fileName]
    expect(names[1]).toBe(names[0]?.replace('.mp4', ' (2).mp4'))
    expect(await namesIn(bench.folder)).toEqual(names.toSorted())
  })
})

describe('no file is left, not even a part of one, when', () => {
  const faults: [string, Buffer, string][] = [
    [
      'the connection ends early',
      answer({ headers: octets, body: video.subarray(0, 400_000), length: video.length }),
      'file:truncated'
    ],
    [
      'a chunk is cut',
      Buffer.concat([
        answer({ headers: chunked, length: null }),
        chunk(video).subarray(0, 900_000)
      ]),
      'file:truncated'
    ],
    [
      'the last chunk is missing',
      Buffer.concat([answer({ headers: chunked, length: null }), chunk(video)]),
      'file:truncated'
    ],
    [
      'more comes than announced',
      answer({ headers: octets, body: video, length: video.length - 1 }),
      'file:too-long'
    ],
    [
      'nothing proves the length and the boxes end early',
      answer({ headers: octets, body: video.subarray(0, 400_000), length: null }),
      'file:truncated'
    ],
    ['JSON comes, labelled so', jsonAs('application/json;charset=UTF-8'), 'gateway-refused'],
    ['JSON comes, labelled as a file', jsonAs(octets['Content-Type']), 'gateway-refused'],
    [
      'a web page comes, labelled as a file',
      answer({ headers: octets, body: '<!doctype html><title>Proxy</title>' }),
      'file:not-a-video'
    ],
    [
      'a web page comes, labelled so',
      answer({ headers: { 'Content-Type': 'text/html' }, body: '<!doctype html>' }),
      'could-not-ask:unexpected-answer'
    ],
    ['nothing comes', answer({ headers: octets, body: '' }), 'file:empty'],
    [
      'it leads elsewhere',
      answer({ status: 302, headers: { Location: 'https://elsewhere.example/' } }),
      'could-not-ask:redirect-refused'
    ]
  ]
  test.each(faults)('%s', async (...[, bytes, code]) => {
    const { failure } = await savingFrom((_request, socket) => socket.end(bytes))
    expect(await failure()).toBe(code)
  })

  test('the connection is reset midway', async () => {
    const { failure } = await savingFrom((_request, socket) => {
      socket.write(answer({ headers: octets, body: video.subarray(0, 400_000), length: 9e6 }), () =>
        setImmediate(() => socket.destroy())
      )
    })
    expect(await failure()).toBe('file:truncated')
  })

  test('the folder is gone; then the gateway is not even asked', async () => {
    const { failure, folder, targets } = await savingFrom(() => undefined)
    expect(await failure({ folder: `${folder}/gone` })).toBe('file:folder-unusable')
    expect(targets()).toEqual([])
  })

  const endless = (_request: unknown, socket: { write: (bytes: Buffer) => void }) => {
    socket.write(answer({ headers: octets, body: video, length: 5_000_000_000 }))
  }

  test('it is cancelled: the connection is closed too', async () => {
    const bench = await savingFrom(endless)
    const failing = bench.failure()
    await vi.waitFor(async () => {
      expect(bench.told.at(-1)?.receivedBytes).toBe(video.length)
      expect(await namesIn(bench.folder)).toEqual([expect.stringMatching(/\.part$/)])
    })
    const asked = performance.now()
    bench.cancel()
    expect(await failing).toBe('could-not-ask:cancelled')
    await vi.waitFor(() => {
      expect(bench.open()).toBe(0)
    })
    expect(performance.now() - asked).toBeLessThan(1_000)
  })

  test('the agent signs out: that is the reason given, also for what comes after', async () => {
    const bench = await savingFrom(endless)
    const failing = bench.failure()
    await vi.waitFor(() => {
      expect(bench.told.at(-1)?.receivedBytes).toBe(video.length)
    })
    bench.signOut()
    expect(await failing).toBe('could-not-ask:signed-out')
    expect(await bench.failure()).toBe('could-not-ask:signed-out')
  })
})

function jsonAs(contentType: string): Buffer {
  return answer({ headers: { 'Content-Type': contentType }, body: json })
}
