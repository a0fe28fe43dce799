import { open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fileKindOf, type FileKind } from '../../src/main/library/files/file-kind.ts'
import { structureOf } from '../../src/main/library/files/file-structure.ts'
import { checkMp4Boxes } from '../../src/main/library/files/mp4-boxes.ts'
import { temporaryFolder } from '../support/folders.ts'
import { box, madeMp4 } from '../support/made-mp4.ts'

const zeroTail = Buffer.concat([madeMp4(99), Buffer.alloc(9)])
const latin = (text: string): Buffer => Buffer.from(text, 'latin1')
const mp4 = (type: string): Buffer => box(type, Buffer.alloc(8))

describe('what a body is, is known by its own first bytes', () => {
  const firstBoxes = [
    ...['ftyp', 'styp', 'moov', 'mdat', 'free', 'skip', 'wide', 'uuid', 'sidx', 'moof', 'pnot']
  ]
  test.each(firstBoxes)('%s begins an MP4', (type) => {
    expect(fileKindOf(mp4(type), 'video')).toBe('mp4')
    expect(fileKindOf(mp4(type).subarray(0, 8), 'video')).toBe('mp4')
    expect(fileKindOf(mp4(type).subarray(0, 7), 'video')).toBeNull()
  })

  test.each<[string, Buffer, FileKind | null]>([
    ['an AVI', latin('RIFF\x10\0\0\0AVI LIST'), 'avi'],
    ['a sound of the same family', latin('RIFF\x10\0\0\0WAVEfmt '), null],
    ['an AVI whose name is no RIFF', latin('JUNK\x10\0\0\0AVI LIST'), null],
    ['an AVI cut in its name', latin('RIFF\x10\0\0\0AVI'), null],
    ['a WebM', latin('\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm'), 'webm'],
    ['a Matroska', latin('\x1a\x45\xdf\xa3\x93\x42\x82\x88matroska'), 'mkv'],
    ['its mark with a hole', latin('\x1a\x45\xdf\xa2\x93\x42\x82\x88webm'), null],
    ['its mark further in', latin('\0\x1a\x45\xdf\xa3\x93\x42\x82\x88webm'), null],
    ['a box of another name', mp4('abcd'), null],
    ['a page', latin('<!doctype html><title>moov</title>'), null],
    ['a refusal', latin('{"retcode":"100-006","message":"ftyp"}'), null],
    ['nothing', Buffer.alloc(0), null]
  ])('among videos: %s', (_what, head, kind) => {
    expect(fileKindOf(head, 'video')).toBe(kind)
    expect(fileKindOf(head, 'picture')).toBeNull()
  })

  test.each<[string, Buffer, FileKind | null]>([
    ['a JPEG', latin('\xff\xd8\xff\xe0\0\x10JFIF'), 'jpg'],
    ['the mark of a JPEG alone', latin('\xff\xd8\xff'), 'jpg'],
    ['half a mark', latin('\xff\xd8'), null],
    ['the mark further in', latin('\0\xff\xd8\xff'), null],
    ['a PNG', latin('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'), 'png'],
    ['a PNG whose line ends were changed', latin('\x89PNG\n\x1a\n\0\0\0\rIHDR'), null],
    ['a text about PNG', latin('PNG\r\n\x1a\n\0\0\0\rIHDR'), null]
  ])('among pictures: %s', (_what, head, kind) => {
    expect(fileKindOf(head, 'picture')).toBe(kind)
    expect(fileKindOf(head, 'video')).toBeNull()
  })
})

describe('what the structure of a file says of it', () => {
  async function verdictOn(bytes: Buffer, kind: FileKind): Promise<string> {
    const path = join(await temporaryFolder(), 'file')
    await writeFile(path, bytes)
    const handle = await open(path, 'r')
    try {
      return await structureOf(handle, kind)
    } finally {
      await handle.close()
    }
  }
  const avi = (size: number, length: number): Buffer => {
    const bytes = Buffer.alloc(length)
    bytes.write('RIFF', 'latin1')
    bytes.writeUInt32LE(size, 4)
    return bytes
  }

  test.each<[string, Buffer, [FileKind, string]]>([
    ['an MP4 as it should be', madeMp4(100), ['mp4', 'whole']],
    ['an MP4 that goes on beyond its end', madeMp4(100).subarray(0, 99), ['mp4', 'incomplete']],
    ['an MP4 cut in a later header', madeMp4(100).subarray(0, 35), ['mp4', 'incomplete']],
    ['an MP4 with nothing but zeros behind it', zeroTail, ['mp4', 'damaged']],
    ['an MP4 without any box', Buffer.alloc(100), ['mp4', 'damaged']],
    ['an MP4 of three bytes', Buffer.alloc(3), ['mp4', 'damaged']],
    ['an AVI as it should be', avi(92, 100), ['avi', 'whole']],
    ['an AVI that goes on beyond its end', avi(93, 100), ['avi', 'incomplete']],
    ['an AVI with something behind it', avi(80, 100), ['avi', 'damaged']],
    ['an AVI that does not say its size', avi(0, 100), ['avi', 'whole']],
    ['a stream that does not say its size', avi(0xffffffff, 100), ['avi', 'whole']],
    ['a kind without sizes', Buffer.alloc(100), ['jpg', 'whole']]
  ])('%s', async (_what, bytes, [kind, verdict]) => {
    expect(await verdictOn(bytes, kind)).toBe(verdict)
  })

  const source = (bytes: Buffer) => ({
    size: bytes.length,
    read: (position: number, length: number) =>
      Promise.resolve(bytes.subarray(position, position + length))
  })
  const boxesOf = (...parts: readonly Buffer[]) => checkMp4Boxes(source(Buffer.concat(parts)))

  test('a cut in the very first header is no MP4, one in the second is an unfinished one', async () => {
    expect(await boxesOf(madeMp4(100).subarray(0, 7))).toBe('not-mp4')
    expect(await boxesOf(madeMp4(100).subarray(0, 20))).toBe('incomplete')
    expect(await boxesOf(mp4('moov'), latin('\0\0\0'))).toBe('incomplete')
  })

  test('a box cannot be shorter than its own header', async () => {
    for (const size of [2, 7]) {
      const small = Buffer.alloc(8)
      small.writeUInt32BE(size, 0)
      small.write('free', 4, 'latin1')
      expect(await boxesOf(mp4('moov'), small)).toBe('not-mp4')
    }
    expect(await boxesOf(mp4('moov'), box('free', Buffer.alloc(0)))).toBe('whole')
  })

  test('a 64-bit size is taken where it can be true, and only where all of it is there', async () => {
    const large = (size: bigint): Buffer => {
      const header = Buffer.alloc(16)
      header.writeUInt32BE(1, 0)
      header.write('mdat', 4, 'latin1')
      header.writeBigUInt64BE(size, 8)
      return header
    }
    const most = BigInt(Number.MAX_SAFE_INTEGER)
    expect(await boxesOf(mp4('moov'), large(15n))).toBe('not-mp4')
    expect(await boxesOf(mp4('moov'), large(16n))).toBe('whole')
    expect(await boxesOf(mp4('moov'), large(most))).toBe('incomplete')
    expect(await boxesOf(mp4('moov'), large(most + 1n))).toBe('not-mp4')
    expect(await boxesOf(mp4('moov'), large(16n).subarray(0, 15))).toBe('incomplete')
    expect(await boxesOf(large(16n).subarray(0, 15))).toBe('not-mp4')
  })
})
