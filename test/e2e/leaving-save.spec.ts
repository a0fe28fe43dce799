import { statSync } from 'node:fs'
import { join } from 'node:path'
import { launchCallside, type Callside } from './support/app.ts'
import { endSession, quit, terminate } from './support/leave.ts'
import {
  allFiles,
  expectSaved,
  itemsOf,
  onDisk,
  onScreen,
  parts,
  recordingOf,
  save
} from './support/library.ts'
import { expect, inH5Call, policyEntry, signedIn, test, type Desk } from './support/test.ts'

const bytes = 60_000_000
/** Slow enough that no machine is done before it leaves, and still a download that goes well. */
const slow = { kind: 'slow', bytesPerSecond: 2_000_000 } as const

/** A part with some of the video in it. */
function growing(callside: Callside): boolean {
  const [part] = parts(callside)
  return part !== undefined && statSync(join(callside.saved, part)).size > 500_000
}

/** Begins to save a big video, and waits until part of it is on the disk. */
async function savingBig(desk: Desk, callId: string) {
  const { page, gateway, callside } = desk
  const video = await recordingOf(desk, callId, { bytes })
  gateway.control.fail('downloadVideoFileEx', slow)
  await save(video.row)
  await expect.poll(() => growing(callside)).toBe(true)
  const [item] = await itemsOf(page)
  return { ...video, itemId: item?.itemId }
}

const ways = [
  ['a person quits', quit],
  ['SIGTERM', terminate],
  ['Windows ends the session and kills', (callside: Callside) => endSession(callside, 'KILL')]
] as const

for (const [name, leave] of ways) {
  test(`a save under way when the app leaves (${name}) is completed by the next start`, async ({
    page,
    gateway,
    callside
  }) => {
    test.setTimeout(120_000)
    await signedIn(page)
    const callId = await inH5Call(page, gateway)
    const { itemId, recording } = await savingBig({ page, gateway, callside }, callId)
    // Who quits in a call is asked first; the system asks nobody.
    if (leave === quit) {
      gateway.script.hangUp(callId)
      await expect(page.getByText('Talking', { exact: true })).toHaveCount(0)
    }
    await leave(callside)
    await callside.ended()
    // Neither a video nor evidence of one.
    expect(allFiles(callside.saved).filter((file) => !file.endsWith('.part'))).toEqual([])

    const { home } = callside
    const again = await launchCallside({ home, policy: { gateways: [policyEntry(gateway)] } })
    try {
      await signedIn(again.page)
      const shown = { callId, recording, ...onScreen(again.page, callId), ...onDisk(again, callId) }
      await expectSaved({ gateway, callside: again, page: again.page }, shown)
      expect(await itemsOf(again.page)).toMatchObject([{ itemId }])
      expect(parts(again)).toEqual([])
      expect(gateway.control.counts('downloadVideoFileEx').received).toBe(2)
    } finally {
      await again.close()
    }
  })
}
