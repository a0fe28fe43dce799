import { appendFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createAuditFile } from '../../src/main/supervision/audit-file.ts'
import { AuditTrail } from '../../src/main/supervision/audit-trail.ts'
import { manualClock } from '../support/manual-clock.ts'
import { temporaryFolder } from '../support/folders.ts'

const who = { agentId: '2001', gateway: 'gateway.example' }
const note = { operation: 'listen', workNo: '1003', to: null } as const

async function trailAt(path: string) {
  let last = 0
  const file = createAuditFile(path)
  const newId = (): string => `id-${(last += 1)}`
  const trail = new AuditTrail({ file, clock: manualClock(), newId, changed: () => undefined })
  await trail.load(who)
  return trail
}

test('is made for the account alone and only ever grows', async () => {
  const path = join(await temporaryFolder(), 'audit.jsonl')
  const file = createAuditFile(path)
  await Promise.all(['one', 'two', 'three'].map((line) => file.append(line)))
  expect(await readFile(path, 'utf8')).toBe('one\ntwo\nthree\n')
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await file.tail()).toEqual(['one', 'two', 'three'])
})

test('a last line that was cut off stays, and the next one begins anew', async () => {
  const path = join(await temporaryFolder(), 'audit.jsonl')
  await writeFile(path, '{"at":"2026-')
  const trail = await trailAt(path)
  const id = await trail.asked(who, note)
  await trail.ended(who, note, { id, result: 'accepted' })
  const again = await trailAt(path)
  expect(again.lines()).toMatchObject([{ operation: 'listen', workNo: '1003', result: 'accepted' }])
  expect((await readFile(path, 'utf8')).split('\n')[0]).toBe('{"at":"2026-')
})

test('shows nobody the lines of another agent, or of another gateway', async () => {
  const path = join(await temporaryFolder(), 'audit.jsonl')
  const trail = await trailAt(path)
  await trail.asked({ ...who, agentId: '2002' }, note)
  await trail.asked({ ...who, gateway: 'other.example' }, note)
  expect(trail.lines()).toEqual([])
  expect((await trailAt(path)).lines()).toEqual([])
})

test('of a long file only the end is read', async () => {
  const path = join(await temporaryFolder(), 'audit.jsonl')
  await appendFile(path, `${'x'.repeat(99)}\n`.repeat(5_000))
  const trail = await trailAt(path)
  await trail.asked(who, note)
  expect((await trailAt(path)).lines()).toHaveLength(1)
  expect((await createAuditFile(path).tail()).length).toBeLessThan(1_000)
})

test.each(['a folder in its place', 'no folder to be in'])(
  'where there is %s, nothing is written and that is told',
  async (what) => {
    const folder = await temporaryFolder()
    const path = join(folder, 'gone', 'audit.jsonl')
    if (what.startsWith('a folder')) await mkdir(path, { recursive: true })
    const trail = await trailAt(path)
    await expect(trail.asked(who, note)).rejects.toMatchObject({
      code: 'not-now:audit-unwritable'
    })
  }
)
