import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { namesIn } from '../support/folders.ts'
import { atWork, checkOf, dayMs, manifestOf, saved } from '../support/library-at-work.ts'
import { manualClock } from '../support/manual-clock.ts'
import { gatewayEvent } from '../support/recording-events.ts'
import { patiently } from '../support/patiently.ts'

describe('retention', () => {
  test('deletes what is past its days, unchanged and not held; the rest waits for somebody', async () => {
    const first = await atWork()
    const [old, held, changed] = [
      await saved(first, 1),
      await saved(first, 2),
      await saved(first, 3)
    ]
    first.opened.savedFiles.describe({ itemId: held.itemId, hold: true })
    writeFileSync(join(first.folder, changed.file.fileName), 'something else')
    await first.close()
    const clock = manualClock(Date.now() + 31 * dayMs)
    const later = await atWork({ root: first.root, clock, retentionDays: 30 })
    await patiently(() => {
      expect(later.items().map(({ itemId }) => itemId)).not.toContain(old.itemId)
      expect(later.opened.feed.view().retentionHeldBack).toBe(1)
    })
    const names = await namesIn(first.folder)
    expect(names).not.toContain(old.file.fileName)
    expect(names).toEqual(expect.arrayContaining([held.file.fileName, changed.file.fileName]))
    expect(checkOf(later, changed.itemId)).toBe('changed')
    expect(manifestOf(later)).toContain('"deleted"')
  })

  test('without a policy deletes nothing, however old', async () => {
    const [first, other] = [await atWork(), await atWork()]
    const [kept, gone] = [await saved(first), await saved(other)]
    await Promise.all([first.close(), other.close()])
    const options = { clock: manualClock(Date.now() + 9_999 * dayMs) }
    const later = await atWork({ root: first.root, ...options })
    const ruled = await atWork({ root: other.root, ...options, retentionDays: 30 })
    // One with a policy, which began later, has deleted by then.
    await patiently(() => {
      expect(ruled.items().map(({ itemId }) => itemId)).not.toContain(gone.itemId)
    })
    expect(later.find(kept.itemId).save.state).toBe('saved')
    expect(await namesIn(first.folder)).toContain(kept.file.fileName)
  })
})

describe('saving after the call', () => {
  test('begins so long after the call as is set, once, and only while it is switched on', async () => {
    const clock = manualClock()
    const settings = { saveAfterCall: true, saveAfterCallWaitSeconds: 30 }
    const bench = await atWork({ clock, settings })
    const before = bench.announce(1)
    bench.opened.handle(gatewayEvent('AgentEvent_Call_Release', 'call-1'))
    clock.advance(29_000)
    expect(bench.find(before).save.state).toBe('not-saved')
    clock.advance(2_000)
    expect(bench.find(before).save.state).not.toBe('not-saved')
    bench.settings.now = { ...bench.settings.now, saveAfterCall: false }
    bench.opened.settingsChanged()
    const after = bench.announce(2)
    clock.advance(120_000)
    expect(bench.find(after).save.state).toBe('not-saved')
  })
})
