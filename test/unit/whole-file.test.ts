import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { createWholeFiles, type WholeFileJob } from '../../src/main/library/whole-file.ts'
import { namesIn, sha256, temporaryFolder } from '../support/folders.ts'
import { madeMp4 } from '../support/made-mp4.ts'

const never = new AbortController().signal
const video = madeMp4(700_001)
const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(2_000, 7)])
const files = createWholeFiles({ reserveBytes: 0 })

type Opened = Awaited<ReturnType<WholeFileJob['open']>>

/** A job whose body is `bytes`, announced as `announced` says. */
function jobOf(folder: string, bytes: Buffer, announced: Partial<Opened> = {}): WholeFileJob {
  return {
    folder,
    nameFor: (extension) => `call.${extension}`,
    family: 'video',
    open: () =>
      Promise.resolve({
        body: Readable.from(inChunks(bytes)),
        length: bytes.length,
        chunked: false,
        contentType: 'application/octet-stream;charset=utf-8',
        ...announced
      })
  }
}

function* inChunks(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += 16_384) yield bytes.subarray(at, at + 16_384)
}

const save = (job: WholeFileJob) => files.save(job, () => undefined, never)

describe('a saved file', () => {
  test('holds exactly what was served, for this account only, and nothing is beside it', async () => {
    const folder = await temporaryFolder()
    const saved = await save(jobOf(folder, video))
    const { fileName, bytes, lengthProof, kind } = saved
    expect({ fileName, bytes, lengthProof, kind }).toEqual({
      fileName: 'call.mp4',
      bytes: video.length,
      lengthProof: 'content-length',
      kind: 'mp4'
    })
    expect(saved.sha256).toBe(sha256(video))
    expect(sha256(await readFile(join(folder, 'call.mp4')))).toBe(sha256(video))
    expect((await stat(join(folder, 'call.mp4'))).mode & 0o777).toBe(0o600)
    expect(await namesIn(folder)).toEqual(['call.mp4'])
  })

  test('is proven by the end mark of a chunked body', async () => {
    const job = jobOf(await temporaryFolder(), video, { length: null, chunked: true })
    expect((await save(job)).lengthProof).toBe('chunked-end')
  })

  test('says so where nothing proved its length', async () => {
    const job = jobOf(await temporaryFolder(), video, { length: null })
    expect((await save(job)).lengthProof).toBe('none')
  })

  test('takes its extension from what it is', async () => {
    const riff = Buffer.concat([Buffer.from('RIFF\x10\0\0\0AVI LIST', 'latin1'), Buffer.alloc(100)])
    const ebml = Buffer.from('\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm', 'latin1')
    const folder = await temporaryFolder()
    expect((await save(jobOf(folder, riff))).fileName).toBe('call.avi')
    expect((await save(jobOf(folder, ebml))).fileName).toBe('call.webm')
    const picture = { ...jobOf(folder, jpeg), family: 'picture' } as const
    expect((await save(picture)).fileName).toBe('call.jpg')
  })

  test('tells how far it is, then that it is being verified', async () => {
    const told: string[] = []
    const job = jobOf(await temporaryFolder(), video)
    await files.save(
      job,
      (p) => told.push(`${p.step} ${p.receivedBytes}/${p.totalBytes ?? '?'}`),
      never
    )
    expect(told[0]).toBe('receiving 0/700001')
    expect(told.at(-2)).toBe('receiving 700001/700001')
    expect(told.at(-1)).toBe('verifying 700001/700001')
  })
})

describe('no file is left where', () => {
  const page = Buffer.from('<!doctype html><html><body>Sign in to the proxy</body></html>')
  const json = Buffer.from('{"retcode":"108-001","message":"no such file"}')
  type Refusal = [what: string, bytes: Buffer, announced: Partial<Opened>, code: string]
  const refusals: Refusal[] = [
    ['less came than announced', video, { length: video.length + 1 }, 'file:truncated'],
    ['more came than announced', video, { length: video.length - 1 }, 'file:too-long'],
    ['nothing came', Buffer.alloc(0), {}, 'file:empty'],
    ['nothing came of what was announced', Buffer.alloc(0), { length: 9 }, 'file:truncated'],
    ['nothing came and nothing was announced', Buffer.alloc(0), { length: null }, 'file:empty'],
    ['a web page came', page, {}, 'file:not-a-video'],
    ['JSON came as a stream', json, {}, 'file:not-a-video'],
    ['a picture came', jpeg, {}, 'file:not-a-video'],
    ['the boxes end early', video.subarray(0, 5_000), {}, 'file:truncated'],
    ['the boxes do not tile', Buffer.concat([video, Buffer.alloc(99)]), {}, 'file:not-a-video']
  ]
  test.each(refusals)('%s', async (...[, bytes, announced, code]) => {
    const folder = await temporaryFolder()
    await expect(save(jobOf(folder, bytes, announced))).rejects.toMatchObject({ code })
    expect(await namesIn(folder)).toEqual([])
  })

  test('the body goes on beyond the limit', async () => {
    const small = createWholeFiles({ reserveBytes: 0, maxBytes: 100_000 })
    const folder = await temporaryFolder()
    const job = jobOf(folder, video, { length: null, chunked: true })
    const saving = small.save(job, () => undefined, never)
    await expect(saving).rejects.toMatchObject({ code: 'file:too-long' })
    expect(await namesIn(folder)).toEqual([])
  })

  test('the disk has no room for it: nothing is even created', async () => {
    const tight = createWholeFiles({ freeBytes: () => Promise.resolve(512 * 1024 * 1024 + 1) })
    const folder = await temporaryFolder()
    const saving = tight.save(jobOf(folder, video), () => undefined, never)
    await expect(saving).rejects.toMatchObject({ code: 'file:no-space' })
    expect(await namesIn(folder)).toEqual([])
  })

  test('the folder is missing, or is a file: the gateway is not even asked', async () => {
    const folder = await temporaryFolder()
    const file = join(folder, 'file')
    await writeFile(file, 'x')
    for (const place of [join(folder, 'gone'), file]) {
      const open = () => Promise.reject(new Error('asked'))
      const saving = save({ ...jobOf(place, video), open })
      await expect(saving).rejects.toMatchObject({ code: 'file:folder-unusable' })
    }
    await mkdir(join(folder, 'sub'))
    expect(await namesIn(folder)).toEqual(['file', 'sub'])
  })

  test('it was cancelled', async () => {
    const folder = await temporaryFolder()
    const controller = new AbortController()
    const body = new Readable({ read: () => undefined })
    body.push(video.subarray(0, 300_000))
    const saving = files.save(
      jobOf(folder, video, { body }),
      ({ receivedBytes }) => {
        if (receivedBytes > 0) controller.abort()
      },
      controller.signal
    )
    await expect(saving).rejects.toMatchObject({ code: 'could-not-ask:cancelled' })
    expect(body.destroyed).toBe(true)
    expect(await namesIn(folder)).toEqual([])
  })
})
