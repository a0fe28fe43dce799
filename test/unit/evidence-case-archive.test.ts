import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createArchive } from '../../src/main/library/evidence/archive.ts'
import { buildCase } from '../../src/main/library/evidence/build-case.ts'
import type { CaseItem } from '../../src/main/library/evidence/case-input.ts'
import { checkManifest } from '../../src/main/library/evidence/check-manifest.ts'
import { createEvidence } from '../../src/main/library/evidence/evidence.ts'
import { gatherCase } from '../../src/main/library/evidence/gather-case.ts'
import { manifestName } from '../../src/main/library/evidence/manifest-entry.ts'
import { savedAt, someFacts, someNote } from '../support/evidence-samples.ts'
import { sha256, temporaryFolder } from '../support/folders.ts'
import { manualClock } from '../support/manual-clock.ts'
import { readZip } from '../support/zip-reading.ts'

const evidence = createEvidence({ clock: manualClock(savedAt), appVersion: '0.1.0' })
const { signal } = new AbortController()

/** Two sealed videos in one folder, between lines about others. */
async function sealedPair(folder: string): Promise<CaseItem[]> {
  const items: CaseItem[] = []
  for (const nth of [1, 2]) {
    const itemId = `0b3a6f0e-5a53-4f0b-9c1e-00000000000${nth}`
    const facts = someFacts(folder, `video ${nth}`, { itemId, fileName: `v${nth}.mp4` })
    await writeFile(join(folder, facts.fileName), `video ${nth}`)
    await evidence.note(folder, someNote(`other-${nth}.mp4`))
    await evidence.seal(facts)
    items.push({ facts, found: 'as-saved', tags: [], note: '', hold: false })
  }
  return items
}

const build = async (items: readonly CaseItem[]) =>
  buildCase({
    ...(await gatherCase(items, signal)),
    agentId: '1001',
    at: savedAt,
    appVersion: '0.1.0'
  })

test('a case that is opened elsewhere can be checked without Callside', async () => {
  const folder = await temporaryFolder()
  const items = await sealedPair(folder)
  const path = join(await temporaryFolder(), 'case.zip')
  await createArchive()({ path, ...(await build(items)) }, { signal, onNews: () => undefined })
  const entries = new Map((await readZip(path)).map(({ name, bytes }) => [name, bytes]))

  const manifest = entries.get(manifestName)?.toString() ?? ''
  expect(checkManifest(manifest)).toMatchObject({ whole: true, entries: 4 })
  const lines = manifest.split('\n')
  for (const [index, { facts }] of items.entries()) {
    const name = `files/${facts.fileName}`
    expect(sha256(entries.get(name) ?? Buffer.alloc(0))).toBe(facts.sha256)
    const sidecar = await readFile(join(folder, `${facts.fileName}.json`))
    expect(entries.get(`${name}.json`)?.equals(sidecar)).toBe(true)
    expect(lines[2 * index + 1]).toContain(facts.sha256)
    expect(entries.get('report.html')?.toString()).toContain(`${2 * index + 2} of ${manifestName}`)
  }
})

test('a file that was changed by a single byte makes no case that says unchanged', async () => {
  const folder = await temporaryFolder()
  const items = await sealedPair(folder)
  await writeFile(join(folder, 'v2.mp4'), 'video 3')
  const path = join(await temporaryFolder(), 'case.zip')
  const ended = createArchive()(
    { path, ...(await build(items)) },
    { signal, onNews: () => undefined }
  )
  await expect(ended).rejects.toMatchObject({ code: 'file:changed' })
})

test('missing evidence and a missing folder are told and stop nothing', async () => {
  const root = await temporaryFolder()
  const [one, other] = [join(root, 'one'), join(root, 'other')]
  await mkdir(one)
  await mkdir(other)
  const [first, second] = await sealedPair(one)
  const [third] = await sealedPair(other)
  if (first === undefined || second === undefined || third === undefined) throw new Error('Three')
  await rm(join(one, 'v1.mp4.json'))
  await writeFile(join(one, 'v2.mp4.json'), '{}')
  await rm(other, { recursive: true })
  const gathered = await gatherCase([first, second, { ...third, found: 'unreachable' }], signal)
  expect(gathered.items.map(({ sidecar }) => sidecar)).toEqual([null, null, null])
  expect(gathered.items.map(({ manifestLine }) => manifestLine)).toEqual([2, 4, null])
  expect(gathered.manifests).toMatchObject([
    { folder: one, check: { whole: true } },
    { folder: other, check: null, text: null }
  ])
  const { texts, files } = await build([first, { ...third, found: 'unreachable' }])
  expect(files).toHaveLength(1)
  expect(texts[0]?.text).toContain('Out of reach')
})

test('a manifest that is too long to be copied is checked all the same', async () => {
  const folder = await temporaryFolder()
  const items = await sealedPair(folder)
  const { manifests } = await gatherCase(items, signal, 100)
  expect(manifests).toMatchObject([{ text: null, check: { whole: true, entries: 4 } }])
})

test('gathering ends when it is told to', async () => {
  const items = await sealedPair(await temporaryFolder())
  const reason = new Error('enough')
  await expect(gatherCase(items, AbortSignal.abort(reason))).rejects.toBe(reason)
})
