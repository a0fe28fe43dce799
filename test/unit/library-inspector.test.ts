import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import type { ItemBook } from '../../src/main/library/items/item-book.ts'
import { ownerOf, type ItemRow } from '../../src/main/library/items/item-row.ts'
import { untouched } from '../../src/main/library/items/recording-events.ts'
import type { RowOwner } from '../../src/main/library/whose-rows.ts'
import type { LibraryChange } from '../../src/shared/model/library.ts'
import { bareLibrary } from '../support/bare-library.ts'
import { temporaryFolder } from '../support/folders.ts'
import { records } from '../support/save-records.ts'
import { openStore } from '../support/open-store.ts'

// Hosts and agents whose names begin alike must not be taken for one another.
const hosts = ['gateway.example:8043', 'gateway.example:80431', 'practice']
const owners: readonly RowOwner[] = hosts.flatMap((host) =>
  ['1001', '1002', '10011'].map((agentId) => ({ host, agentId }))
)
const kinds = ['saved', 'not-saved', 'paused', 'picture'] as const

interface Desk {
  signedIn: RowOwner | null
  /** Who is at the desk: signed in, or the last who was. */
  own: RowOwner | null
  right: 'yes' | 'no' | 'unknown'
  policy: boolean
}

/** What design and policy promise, in one line. */
const maySee = ({ signedIn, own, right, policy }: Desk, row: ItemRow): boolean =>
  isOf(row, own) || (policy && right === 'yes' && signedIn?.host === row.host)

const isOf = (row: ItemRow, whose: RowOwner | null): boolean =>
  whose !== null && row.host === whose.host && row.agentId === whose.agentId

function rowsIn(folder: string): readonly ItemRow[] {
  const fileName = 'one.mp4'
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, fileName), 'bytes')
  const saved = { ...records.saved, file: { ...records.saved.file, folder, fileName } }
  return owners.flatMap(({ host, agentId }, at) =>
    kinds.map((kind, place): ItemRow => {
      const n = at * kinds.length + place
      const whose = { owner: ownerOf(host, agentId), host, agentId, callId: `call-${n}` }
      const media = kind === 'picture' ? ('picture' as const) : ('video' as const)
      const what = { media, knownBy: 'event', key: `path ${n}`, taskId: null } as const
      const save = kind === 'saved' || kind === 'picture' ? saved : records[kind]
      return {
        ...{ ...untouched, ...whose, ...what, save, startedAt: n, stoppedAt: n },
        itemId: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
        remote: { via: 'path', recordId: `Y:/${n}.mp4`, locationId: null },
        position: kind === 'paused' ? n : null
      }
    })
  )
}

/** A desk with rows of three agents at each of three gateways. */
async function sharedDesk() {
  const root = await temporaryFolder()
  const rows = rowsIn(join(root, 'saved'))
  const store = openStore(join(root, 'library.db'))
  store.put(...rows)
  store.close()
  const desk: Desk = { signedIn: null, own: null, right: 'unknown', policy: false }
  const { opened, close } = bareLibrary({
    root,
    server: { origin: 'https://127.0.0.1:9', ca: [] },
    maySeeAll: () => desk.policy && desk.right === 'yes'
  })
  onTestFinished(close)
  // Every part changes rows through the book; nothing else can change one that is not shown.
  const { book } = opened as unknown as { readonly book: ItemBook }
  return { rows, desk, opened, book }
}

type Shared = Awaited<ReturnType<typeof sharedDesk>>
type Step =
  | { readonly what: 'sign-in'; readonly agent: RowOwner }
  | { readonly what: 'sign-out' }
  | { readonly what: 'right'; readonly right: Desk['right'] }
  | { readonly what: 'policy'; readonly policy: boolean }

function take({ desk, opened }: Shared, step: Step): void {
  if (step.what === 'sign-in' || step.what === 'sign-out') {
    desk.signedIn = step.what === 'sign-in' ? step.agent : null
    desk.own = desk.signedIn ?? desk.own
    // Nobody's right is known before the gateway was asked.
    desk.right = 'unknown'
    opened.signedInAs(desk.signedIn)
    return
  }
  if (step.what === 'right') desk.right = step.right
  else desk.policy = step.policy
  opened.rightsChanged()
}

const news = { receivedBytes: 1, totalBytes: 2, bytesPerSecond: null }

const ids = (items: readonly { readonly itemId: string }[]): string[] =>
  items.map(({ itemId }) => itemId).sort()

/** Every way on which something of a row could reach a screen. */
async function expectOnlyVisible({ rows, desk, opened, book }: Shared): Promise<void> {
  const { library, savedFiles, feed } = opened
  const visible = rows.filter((row) => maySee(desk, row))
  const page = library.page(null)
  expect(ids(page.items)).toEqual(ids(visible))
  for (const { itemId, own } of page.items) {
    expect(own).toBe(isOf(book.require(itemId), desk.own))
  }
  for (const { itemId } of rows) feed.progressed(itemId, news)
  expect(ids(feed.progress())).toEqual(ids(visible))
  const heard: LibraryChange[] = []
  const stop = feed.onItems((change) => heard.push(change))
  book.put(...rows.map((row) => book.require(row.itemId)))
  stop()
  expect(ids(heard.flatMap(({ items }) => items))).toEqual(ids(visible))
  expect(heard.every(({ epoch }) => epoch === page.epoch)).toBe(true)
  for (const row of rows) {
    const seen = maySee(desk, row)
    expect(feed.find(row.itemId) !== null).toBe(seen)
    const served = await savedFiles.find(row.itemId).catch(() => null)
    expect(served !== null).toBe(seen && row.save.state === 'saved')
  }
  const last = library.lastUnsavedVideo()
  if (last !== null) expect(isOf(book.require(last.itemId), desk.own)).toBe(true)
}

/** What may be done with rows of others: nothing that transfers or takes away. */
async function expectOthersAreLeft({ rows, desk, opened }: Shared): Promise<void> {
  const { library, savedFiles, caseExport } = opened
  for (const row of rows.filter((one) => !isOf(one, desk.own))) {
    const { itemId } = row
    const refused = { code: maySee(desk, row) ? 'not-now:of-another-agent' : 'not-found' }
    const acts: (() => unknown)[] = [
      () => {
        library.save(itemId)
      },
      () => {
        library.hold(itemId)
      },
      () => {
        library.cancel(itemId)
      },
      () => {
        library.moveUp(itemId)
      },
      () => savedFiles.remove([itemId], 'bin')
    ]
    const looks: (() => unknown)[] = [
      () => {
        savedFiles.describe({ itemId, note: 'read' })
      },
      () => {
        savedFiles.verify([itemId])
      },
      () => caseExport.start([itemId])
    ]
    for (const act of maySee(desk, row) ? acts : [...acts, ...looks]) {
      await expect(Promise.resolve().then(act)).rejects.toMatchObject(refused)
    }
  }
}

const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.constantFrom(...owners).map((agent): Step => ({ what: 'sign-in', agent })),
  fc.constant<Step>({ what: 'sign-out' }),
  fc
    .constantFrom('yes' as const, 'yes' as const, 'no' as const, 'unknown' as const)
    .map((right): Step => ({ what: 'right', right })),
  fc.boolean().map((policy): Step => ({ what: 'policy', policy }))
)

test('whatever happens at a desk, nobody is shown a row that is neither theirs nor for inspectors', async () => {
  const shared = await sharedDesk()
  const { opened, desk } = shared
  const list = (): string => JSON.stringify([desk.own, ids(opened.library.page(null).items)])
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 6 }), async (taken) => {
      for (const step of taken) {
        const [before, epoch] = [list(), opened.feed.view().epoch]
        take(shared, step)
        // Another list has another name, so that no screen goes on with what it loaded.
        expect(opened.feed.view().epoch !== epoch).toBe(list() !== before)
        await expectOnlyVisible(shared)
      }
    }),
    { numRuns: 25 }
  )
})

test.each(
  (['yes', 'no', 'unknown'] as const).flatMap((right) => [
    [right, true] as const,
    [right, false] as const
  ])
)('inspector %s, policy %s: rows of others stay theirs to fetch and to remove', async (...told) => {
  const [right, policy] = told
  const shared = await sharedDesk()
  const { opened, desk } = shared
  take(shared, { what: 'policy', policy })
  take(shared, { what: 'sign-in', agent: { host: 'practice', agentId: '1001' } })
  take(shared, { what: 'right', right })
  expect(opened.feed.view().allAgents).toBe(policy && right === 'yes')
  await expectOthersAreLeft(shared)
  expect(ids(opened.library.page(null).items)).toHaveLength(
    (policy && right === 'yes' ? 3 : 1) * kinds.length
  )
  take(shared, { what: 'sign-out' })
  expect(opened.feed.view().allAgents).toBe(false)
  expect(opened.library.page(null).items.every(({ own }) => own)).toBe(true)
  expect(desk.own).not.toBeNull()
})

test('an inspector writes on rows of others, and verifies and exports them', async () => {
  const shared = await sharedDesk()
  const { opened, rows } = shared
  take(shared, { what: 'policy', policy: true })
  take(shared, { what: 'sign-in', agent: { host: 'practice', agentId: '1001' } })
  take(shared, { what: 'right', right: 'yes' })
  const other = rows.find(({ host, agentId }) => host === 'practice' && agentId === '1002')
  const itemId = other?.itemId ?? ''
  opened.savedFiles.describe({ itemId, tags: ['dispute'], note: 'heard', hold: true })
  expect(opened.feed.find(itemId)).toMatchObject({ own: false, tags: ['dispute'], hold: true })
  opened.savedFiles.verify(null)
  // All that is shown: of three agents a video and a picture each.
  expect(opened.feed.view().verification).toMatchObject({ files: 6 })
  // Where the archive goes is asked, so it was taken; nobody chose a place.
  expect(await opened.caseExport.start([itemId])).toBe(false)
  take(shared, { what: 'sign-in', agent: { host: 'practice', agentId: '1002' } })
  expect(opened.feed.view().verification).toBeNull()
})
