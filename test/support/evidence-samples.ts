import type { EvidenceFacts } from '../../src/main/library/evidence/facts.ts'
import {
  chainStart,
  manifestLine,
  readLine,
  type ManifestNote
} from '../../src/main/library/evidence/manifest-entry.ts'
import { sha256 } from './folders.ts'

/** Half past nine on 20 November 2026, in UTC. */
export const savedAt = Date.UTC(2026, 10, 20, 9, 30, 15)

/** The facts of a saved video that holds `content`. */
export function someFacts(
  folder: string,
  content: string,
  changes: Partial<EvidenceFacts> = {}
): EvidenceFacts {
  const bytes = Buffer.from(content)
  return {
    folder,
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
    startedAt: savedAt - 600_000,
    stoppedAt: savedAt - 60_000,
    failed: false,
    requestedAt: savedAt - 30_000,
    savedAt,
    bytes: bytes.length,
    sha256: sha256(bytes),
    kind: 'mp4',
    lengthProof: 'content-length',
    mayHaveGrown: false,
    tries: 1,
    startedAgain: false,
    ...changes
  }
}

/** A manifest of `count` lines, as it is built line by line. */
export function someManifest(count: number): string {
  let end = { seq: 0, hash: chainStart }
  let text = ''
  for (let index = 0; index < count; index += 1) {
    const line = manifestLine(someNote(`file-${index}.mp4`), end, savedAt + index)
    const read = readLine(line)
    if ('bad' in read) throw new Error('A line that was just made is not good')
    end = read.entry
    text += `${line}\n`
  }
  return text
}

export const someNote = (file: string): ManifestNote => ({
  what: 'saved',
  file,
  bytes: 12,
  sha256: sha256(Buffer.from(file)),
  itemId: '0b3a6f0e-5a53-4f0b-9c1e-2f6b8c9d0e1f',
  agentId: '1001'
})
