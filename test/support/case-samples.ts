import type { CaseInput, GatheredItem } from '../../src/main/library/evidence/case-input.ts'
import { checkManifest } from '../../src/main/library/evidence/check-manifest.ts'
import type { EvidenceFacts } from '../../src/main/library/evidence/facts.ts'
import { parseSidecar, sidecarText } from '../../src/main/library/evidence/sidecar.ts'
import { savedAt, someFacts, someManifest } from './evidence-samples.ts'
import { sha256 } from './folders.ts'

/** One file of a case, as it was gathered. */
export function someItem(facts: EvidenceFacts, changes: Partial<GatheredItem> = {}): GatheredItem {
  const text = sidecarText(facts, '0.1.0')
  const read = parseSidecar(text)
  if (read === null) throw new Error('A sidecar that was just made cannot be read')
  return {
    facts,
    found: 'as-saved',
    tags: [],
    note: '',
    hold: false,
    sidecar: { text, read },
    manifestLine: 3,
    ...changes
  }
}

/** A case of one call: a video as it was, a picture that was changed and a video that is gone. */
export function someCase(folder: string, changes: Partial<CaseInput> = {}): CaseInput {
  const video = someFacts(folder, 'video', { bytes: 152_340_981 })
  const picture = someFacts(folder, 'picture', {
    itemId: '1b3a6f0e-5a53-4f0b-9c1e-2f6b8c9d0e1f',
    fileName: '20261120-093102_1001_1552524689-16797284.jpg',
    media: 'picture',
    kind: 'jpg',
    stoppedAt: null,
    remote: { via: 'path', recordId: 'F:/5/1/20261120/1001/0931021.jpg', locationId: '256' },
    bytes: 184_220
  })
  const gone = someFacts(folder, 'gone', {
    itemId: '2b3a6f0e-5a53-4f0b-9c1e-2f6b8c9d0e1f',
    fileName: '20261120-094411_1001_1552524689-16797284.mp4',
    remote: {
      via: 'conference',
      conferenceId: '7d2f1c7a-7b6e-4f0e-8f3d-1b2c3d4e5f60',
      recordId: 'c0ffee00-7b6e-4f0e-8f3d-1b2c3d4e5f60'
    },
    bytes: 48_110_204,
    lengthProof: 'none',
    mayHaveGrown: true,
    stoppedAt: null,
    failed: true,
    startedAgain: true,
    tries: 3
  })
  const text = someManifest(42)
  return {
    items: [
      someItem(video, {
        tags: ['claim 4711', 'parcel'],
        note: 'The customer shows the label twice.\nSee 03:12 for the damage.',
        hold: true
      }),
      someItem(picture, { found: { bytes: 184_219, sha256: sha256(Buffer.from('other')) } }),
      someItem(gone, { found: 'missing', manifestLine: null, sidecar: null })
    ],
    manifests: [{ folder, text, check: checkManifest(text) }],
    agentId: '1001',
    at: savedAt + 86_400_000,
    appVersion: '0.1.0',
    ...changes
  }
}
