import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EvidenceFacts } from '../../src/main/library/evidence/facts.ts'
import {
  parseSidecar,
  readSidecar,
  removeSidecar,
  sidecarText,
  writeSidecar
} from '../../src/main/library/evidence/sidecar.ts'
import { savedAt, someFacts } from '../support/evidence-samples.ts'
import { namesIn, temporaryFolder } from '../support/folders.ts'
import { manualClock } from '../support/manual-clock.ts'

const clock = manualClock(savedAt)
const write = (facts: EvidenceFacts) => writeSidecar(facts, '0.1.0', clock)

test('a sidecar names what it says in plain JSON, each time in UTC beside the milliseconds', () => {
  const text = sidecarText(someFacts('/anywhere', 'video'), '0.1.0')
  expect(JSON.parse(text)).toEqual({
    format: 'callside-evidence',
    v: 1,
    appVersion: '0.1.0',
    fileName: '20261120-093015_1001_1552524689-16797284.mp4',
    itemId: '0b3a6f0e-5a53-4f0b-9c1e-2f6b8c9d0e1f',
    agentId: '1001',
    callId: '1552524689-16797284',
    host: 'gateway.example:8043',
    media: 'video',
    remote: { via: 'path', recordId: 'Y:/1/0/20261120/1001/0930151.mp4', locationId: '256' },
    key: '["5206","Y:/1/0/20261120/1001/0930151.mp4",null]',
    taskId: '5206',
    knownBy: 'event',
    startedAt: 1795166415000,
    startedAtUtc: '2026-11-20T09:20:15.000Z',
    stoppedAt: 1795166955000,
    stoppedAtUtc: '2026-11-20T09:29:15.000Z',
    failed: false,
    requestedAt: 1795166985000,
    requestedAtUtc: '2026-11-20T09:29:45.000Z',
    savedAt: 1795167015000,
    savedAtUtc: '2026-11-20T09:30:15.000Z',
    bytes: 5,
    sha256: '0cab1c9617404faf2b24e221e189ca5945813e14d3f766345b09ca13bbe28ffc',
    kind: 'mp4',
    lengthProof: 'content-length',
    mayHaveGrown: false,
    tries: 1,
    startedAgain: false
  })
})

test('what is not named among the facts is never written, whoever hands it in', () => {
  const secret = { guid: 'S3CRET-GUID', callData: 'S3CRET-DATA', caller: 'S3CRET-CALLER' }
  const facts = { ...someFacts('/S3CRET-FOLDER', 'video'), ...secret }
  expect(sidecarText(facts, '0.1.0')).not.toContain('S3CRET')
})

test('whatever was saved is read back as it was', () => {
  const instant = fc.integer({ min: 0, max: 4_000_000_000_000 })
  const some = fc.record({
    callId: fc.option(fc.stringMatching(/^[\w.-]{1,64}$/)),
    key: fc.string({ unit: 'binary', maxLength: 200 }),
    stoppedAt: fc.option(instant),
    savedAt: instant,
    bytes: fc.maxSafeNat(),
    remote: fc.option(
      fc.record({
        via: fc.constant('conference' as const),
        conferenceId: fc.string(),
        recordId: fc.option(fc.string())
      })
    ),
    lengthProof: fc.constantFrom('content-length' as const, 'chunked-end' as const, 'none' as const)
  })
  fc.assert(
    fc.property(some, (changes) => {
      const { fileName, folder, ...facts } = someFacts('/anywhere', 'video', changes)
      const text = sidecarText({ ...facts, folder, fileName }, '0.1.0')
      expect(parseSidecar(text)).toEqual({ fileName, appVersion: '0.1.0', facts })
    }),
    { numRuns: 300 }
  )
})

test('damaged, foreign and overlong JSON is no sidecar, and no reason to stumble', () => {
  const good = sidecarText(someFacts('/anywhere', 'video'), '0.1.0')
  const others = [
    '',
    'null',
    '[]',
    '{}',
    good.slice(0, -20),
    good.replace('callside-evidence', 'another-format'),
    good.replace(/"bytes": \d+/, '"bytes": -1'),
    good.replace(/"sha256": "\w+"/, '"sha256": "none"'),
    good.replace('"video"', '"script"'),
    `${' '.repeat(70_000)}${good}`
  ]
  for (const text of others) expect(parseSidecar(text), text.slice(0, 40)).toBeNull()
  fc.assert(
    fc.property(fc.json({ maxDepth: 3 }), (text) => {
      expect(parseSidecar(text)).toBeNull()
    })
  )
})

test('a sidecar of a later version is read as long as it holds what we know', () => {
  const text = sidecarText(someFacts('/anywhere', 'video'), '7.0.0')
  const later = text.replace('"v": 1', '"v": 2,\n  "device": "camera"')
  expect(parseSidecar(later)).toMatchObject({ appVersion: '7.0.0' })
})

test('what lies where the sidecar belongs is set aside, not replaced', async () => {
  const folder = await temporaryFolder()
  const facts = someFacts(folder, 'video')
  const name = `${facts.fileName}.json`
  await writeFile(join(folder, name), 'my own notes')
  await write(facts)
  expect(await namesIn(folder)).toEqual([name, `${name}.aside-${savedAt}`])
  expect(await readFile(join(folder, `${name}.aside-${savedAt}`), 'utf8')).toBe('my own notes')
  expect((await readSidecar(folder, facts.fileName))?.facts.sha256).toBe(facts.sha256)
})

test('the sidecar of other bytes under the same name is set aside as well', async () => {
  const folder = await temporaryFolder()
  await write(someFacts(folder, 'video'))
  await write(someFacts(folder, 'another video'))
  expect(await namesIn(folder)).toHaveLength(2)
  expect((await readSidecar(folder, someFacts(folder, '').fileName))?.facts.bytes).toBe(13)
})

test('only a sidecar of ours is removed, and removing it twice is fine', async () => {
  const folder = await temporaryFolder()
  const facts = someFacts(folder, 'video')
  await write(facts)
  await writeFile(join(folder, 'other.mp4.json'), '{}')
  await removeSidecar(folder, facts.fileName, clock)
  await removeSidecar(folder, facts.fileName, clock)
  await removeSidecar(folder, 'other.mp4', clock)
  expect(await namesIn(folder)).toEqual(['other.mp4.json'])
})

test('a folder, a dead link or a huge file in its place is no sidecar', async () => {
  const folder = await temporaryFolder()
  await mkdir(join(folder, 'a.json'))
  await symlink(join(folder, 'nowhere'), join(folder, 'b.json'))
  await writeFile(join(folder, 'c.json'), ' '.repeat(70_000))
  for (const name of ['a', 'b', 'c', 'd']) expect(await readSidecar(folder, name)).toBeNull()
  await rm(folder, { recursive: true })
  expect(await readSidecar(folder, 'a')).toBeNull()
})
