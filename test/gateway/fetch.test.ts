import { readFile, stat, writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { fetchingFrom } from '../support/fetch-bench.ts'
import { box, madeMp4 } from '../support/made-mp4.ts'
import { answer, chunk, chunkedHead, octets } from '../support/raw-answers.ts'

const video = madeMp4(2_345_678)

const avi = (size: number, length = 4_096): Buffer => {
  const bytes = Buffer.alloc(length)
  bytes.write('RIFF', 0, 'latin1')
  bytes.writeUInt32LE(size, 4)
  bytes.write('AVI LIST', 8, 'latin1')
  return bytes
}

describe('a file arrives byte for byte', () => {
  test('where its length was announced', async () => {
    const bench = await fetchingFrom((_request, socket) => {
      socket.write(answer({ headers: octets, body: video }))
    })
    const { file, receivedBytes, setGuid, startedAgain } = await bench.success(video)
    expect(file).toMatchObject({ kind: 'mp4', lengthProof: 'content-length' })
    expect({ receivedBytes, setGuid, startedAgain }).toEqual({
      receivedBytes: video.length,
      setGuid: null,
      startedAgain: false
    })
    expect(bench.server.requests[0]).toMatchObject({
      method: 'GET',
      target: '/video?recordId=1',
      headers: { guid: 'g', connection: 'close' }
    })
  })

  test('in chunks, proven by their end', async () => {
    const bench = await fetchingFrom((_request, socket) => {
      socket.write(chunkedHead())
      for (let at = 0; at < video.length; at += 100_000) {
        socket.write(chunk(video.subarray(at, at + 100_000)))
      }
      socket.write(chunk(''))
    })
    expect((await bench.success(video)).file?.lengthProof).toBe('chunked-end')
  })

  test('in many small packets', async () => {
    const small = madeMp4(40_000)
    const bench = await fetchingFrom((_request, socket) => {
      socket.setNoDelay(true)
      const all = answer({ headers: octets, body: small })
      let sent = 0
      const next = (): void => {
        if (sent < all.length) socket.write(all.subarray(sent, (sent += 97)), next)
      }
      next()
    })
    await bench.success(small)
  })

  test('readable by this account only', async () => {
    const bench = await fetchingFrom((_request, socket) => {
      socket.end(answer({ headers: octets, body: video }))
    })
    await bench.success(video)
    expect((await stat(bench.partPath)).mode & 0o777).toBe(0o600)
  })

  const ebml = Buffer.from('\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm', 'latin1')
  const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(2_000, 7)])
  test.each([
    ['video', 'avi', avi(4_088)],
    ['video', 'avi', avi(0)],
    ['video', 'webm', ebml],
    ['picture', 'jpg', jpeg]
  ] as const)('a %s is what its first bytes say, whatever its label: %s', async (...given) => {
    const [family, kind, bytes] = given
    const bench = await fetchingFrom((_request, socket) => {
      socket.end(answer({ headers: { 'Content-Type': 'text/plain' }, body: bytes }))
    })
    expect((await bench.success(bytes, { family })).file?.kind).toBe(kind)
  })
})

describe('a file whose structure contradicts it is not kept', () => {
  const cases: [string, Buffer, string][] = [
    ['an MP4 that its server sent incomplete', video.subarray(0, 900_000), 'file:damaged'],
    ['an MP4 whose boxes do not tile', Buffer.concat([video, Buffer.alloc(99)]), 'file:damaged'],
    ['an MP4 without an index', box('mdat', Buffer.alloc(2_000)), 'file:damaged'],
    ['an AVI that should go on', avi(5_000), 'file:damaged'],
    ['an AVI that should have ended', avi(2_000), 'file:damaged'],
    ['a picture instead of a video', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'file:not-a-video'],
    ['words', Buffer.from('The file is not there, sorry.'), 'file:not-a-video']
  ]
  test.each(cases)('%s', async (_name, body, code) => {
    const bench = await fetchingFrom((_request, socket) => {
      socket.end(answer({ headers: octets, body }))
    })
    expect(await bench.failure()).toBe(code)
  })
})

describe('D05: a body without length and end mark', () => {
  test('is never called proven', async () => {
    const bench = await fetchingFrom((_request, socket) => {
      socket.end(answer({ headers: octets, body: video, length: null }))
    })
    expect((await bench.success(video)).file?.lengthProof).toBe('none')
  })

  test('D06: nor where the connection ends without a farewell', async () => {
    const bench = await fetchingFrom((_request, socket) => {
      socket.write(answer({ headers: octets, body: video, length: null }), () => socket.destroy())
    })
    expect((await bench.success(video)).file?.lengthProof).toBe('none')
  })

  test('is cut off where its boxes say that more should follow', async () => {
    const bench = await fetchingFrom((_request, socket) => {
      socket.end(answer({ headers: octets, body: video.subarray(0, 999_999), length: null }))
    })
    expect(await bench.failure()).toBe('file:truncated')
  })
})

test('the news begin with nothing, end with everything, and name the length', async () => {
  const bench = await fetchingFrom((_request, socket) => {
    socket.end(answer({ headers: octets, body: video }))
  })
  await bench.success(video)
  const totalBytes = video.length
  expect(bench.news[0]).toEqual({ receivedBytes: 0, totalBytes, bytesPerSecond: null })
  expect(bench.news.at(-1)).toMatchObject({ receivedBytes: totalBytes, totalBytes })
})

test('a part file that is there already is neither written nor removed, and nobody is asked', async () => {
  const bench = await fetchingFrom(() => undefined)
  await writeFile(bench.partPath, 'mine')
  const end = await bench.fetch()
  expect(end).toMatchObject({ file: null, kept: null, error: { code: 'file:write-failed' } })
  expect(await readFile(bench.partPath, 'utf8')).toBe('mine')
  expect(bench.server.receivedBytes()).toBe(0)
})
