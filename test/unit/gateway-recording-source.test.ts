import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseRecordingSource } from '../../src/main/gateway/recording-source.ts'

test('a third-party video is fetched by its path', () => {
  expect(parseRecordingSource('Y:/1/0/20201202/503/1714442.mp4', 2)).toEqual({
    kind: 'video-file',
    path: 'Y:/1/0/20201202/503/1714442.mp4'
  })
})

test('an audio recording is told from a video by its media type, or by its ending', () => {
  const path = 'Y:/6/0/20161025/20011/1902050.V3'
  expect(parseRecordingSource(path, 1)).toEqual({ kind: 'audio-file', path })
  expect(parseRecordingSource(path, null)).toEqual({ kind: 'audio-file', path })
  expect(parseRecordingSource(path, 2).kind).toBe('video-file')
})

test('a conference recording is fetched by conference and record id', () => {
  expect(
    parseRecordingSource(
      'conferenceId=0f8fad5b-d9cb-469f-a165-70867728950e;recordId0=7c9e6679-7425-40de-944b-e07fc1f90ae7;',
      2
    )
  ).toEqual({
    kind: 'conference',
    conferenceId: '0f8fad5b-d9cb-469f-a165-70867728950e',
    recordIds: ['7c9e6679-7425-40de-944b-e07fc1f90ae7']
  })
})

test('a conference without a record id asks for the first recording', () => {
  expect(parseRecordingSource('conferenceId=abc-1;', 2)).toEqual({
    kind: 'conference',
    conferenceId: 'abc-1',
    recordIds: []
  })
})

test('backslashes of older sites become forward slashes', () => {
  expect(parseRecordingSource(String.raw`y:\1\0\20201202\503\1714442.mp4`, 2)).toEqual({
    kind: 'video-file',
    path: 'y:/1/0/20201202/503/1714442.mp4'
  })
})

test.each([
  ['nothing', ''],
  ['a serial number', 'Yc1v6a20011d20161025t1902050'],
  ['a folder', 'Y:/1/0/'],
  ['a path with a line break', 'Y:/1/0/a\r\nGuid: x.mp4'],
  ['a conference without an id', 'conferenceId=;recordId0=abc;'],
  ['a conference with a path in it', 'conferenceId=../../x;recordId0=abc;'],
  ['a path of 3,000 characters', `Y:/${'a'.repeat(3_000)}.mp4`]
])('%s is no source', (_name, fileName) => {
  expect(parseRecordingSource(fileName, 2)).toEqual({ kind: 'unknown' })
})

/** Pieces from which names near the three shapes are made. */
const pieces = fc.constantFrom(
  ...[
    'conferenceId=',
    'recordId0=',
    ';',
    '=',
    '/',
    '\\',
    'Y:',
    '.V3',
    '.mp4',
    'a1',
    '\0',
    '\n',
    '座'
  ]
)

test('no file name makes it throw, and no accepted path holds a control character', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: pieces, maxLength: 30 }),
      fc.option(fc.integer()),
      (fileName, media) => {
        const source = parseRecordingSource(fileName, media)
        const path = 'path' in source ? source.path : ''
        expect(path).not.toMatch(/[\p{Cc}\\]/u)
      }
    )
  )
})
