import { randomUUID } from 'node:crypto'
import { rename, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import * as v from 'valibot'
import { recordingView } from '../../src/shared/model/recording.ts'
import { temporaryFolder } from '../support/folders.ts'
import { conferenceEvent, recordEvent } from '../support/recording-events.ts'
import { announce, setUpRecordings, transferOf } from '../support/recordings-setup.ts'

describe('a save ends', () => {
  test('when it is cancelled while it runs', async () => {
    const setup = setUpRecordings()
    announce(setup, 1)
    setup.recordings.save(setup.idOf(0))
    await setup.reach(0, 'saving')
    setup.recordings.cancel(setup.idOf(0))
    expect(transferOf(setup, 0).signal.aborted).toBe(true)
    await setup.reach(0, 'cancelled')
    expect(setup.told.at(-1)).toEqual({ name: 'video-cancelled', callId: '1477393325-164' })
  })

  test('at once when it is cancelled while it waits, and then it never begins', async () => {
    const setup = setUpRecordings()
    announce(setup, 3)
    for (const { recordingId } of setup.recordings.list()) setup.recordings.save(recordingId)
    setup.recordings.cancel(setup.idOf(2))
    expect(setup.stateOf(2)).toBe('cancelled')
    await setup.reach(0, 'saving')
    transferOf(setup, 0).finish()
    await setup.reach(0, 'saved')
    expect(setup.begun.length).toBe(2)
  })

  test('as saved where the cancel came after the file had its name', async () => {
    const setup = setUpRecordings()
    announce(setup, 1)
    setup.recordings.save(setup.idOf(0))
    await setup.reach(0, 'saving')
    transferOf(setup, 0).finish()
    setup.recordings.cancel(setup.idOf(0))
    await setup.reach(0, 'saved')
  })

  test('nothing happens where there is none to cancel, but the row must exist', () => {
    const { recordings, idOf, stateOf } = setUpRecordings()
    recordings.handle(recordEvent())
    recordings.cancel(idOf(0))
    expect(stateOf(0)).toBe('not-saved')
    expect(() => {
      recordings.cancel(randomUUID())
    }).toThrow(expect.objectContaining({ code: 'not-found' }))
  })

  test('with the app: every transfer is ended and waited for', async () => {
    const setup = setUpRecordings()
    announce(setup, 3)
    for (const { recordingId } of setup.recordings.list()) setup.recordings.save(recordingId)
    await setup.reach(1, 'saving')
    await setup.recordings.close()
    expect(setup.begun.map(({ signal }) => signal.aborted)).toEqual([true, true])
  })
})

describe('the rows', () => {
  test('go when another agent signs in, and a transfer that ends later brings none back', async () => {
    const setup = setUpRecordings()
    announce(setup, 1)
    setup.recordings.save(setup.idOf(0))
    await setup.reach(0, 'saving')
    setup.recordings.clear()
    expect(setup.recordings.list()).toEqual([])
    expect(transferOf(setup, 0).signal.aborted).toBe(true)
    await setup.recordings.close()
    expect(setup.recordings.list()).toEqual([])
    expect(setup.told.at(-1)?.name).toBe('recording-started')
  })

  test('are not made from events that come in when nobody is signed in any more', () => {
    const { recordings, gateway } = setUpRecordings()
    gateway.end()
    recordings.handle(recordEvent())
    expect(recordings.list()).toEqual([])
  })

  test('leave main without any path or id of the gateway, in every state', async () => {
    const setup = setUpRecordings()
    setup.recordings.handle(recordEvent())
    setup.recordings.handle(conferenceEvent(9, 'rec-1'))
    const seen: string[] = []
    setup.recordings.onChange((rows) => {
      for (const row of rows)
        expect(v.parse(v.strictObject(recordingView.entries), row)).toEqual(row)
      seen.push(JSON.stringify(rows))
    })
    setup.recordings.save(setup.idOf(0))
    await setup.reach(0, 'saving')
    transferOf(setup, 0).finish()
    await setup.reach(0, 'saved')
    expect(seen.length).toBeGreaterThan(3)
    expect(seen.join()).not.toMatch(/1714442|rec-1|conf-1|locationId/)
  })
})

describe('the path of a saved file', () => {
  async function saved() {
    const folder = await temporaryFolder()
    const setup = setUpRecordings(folder)
    announce(setup, 1)
    setup.recordings.save(setup.idOf(0))
    await setup.reach(0, 'saving')
    await writeFile(join(folder, 'v.mp4'), 'video')
    transferOf(setup, 0).finish({ fileName: 'v.mp4' })
    await setup.reach(0, 'saved')
    return { folder, pathOf: () => setup.recordings.pathOf(setup.idOf(0)) }
  }

  test('is inside its folder', async () => {
    const { folder, pathOf } = await saved()
    expect(await pathOf()).toBe(join(folder, 'v.mp4'))
  })

  test('is not given where the file is gone, or is a link out of the folder by now', async () => {
    const { folder, pathOf } = await saved()
    await rename(join(folder, 'v.mp4'), join(folder, 'moved.mp4'))
    await expect(pathOf()).rejects.toMatchObject({ code: 'not-found' })
    const outside = join(await temporaryFolder(), 'secret')
    await writeFile(outside, 'secret')
    await symlink(outside, join(folder, 'v.mp4'))
    await expect(pathOf()).rejects.toMatchObject({ code: 'not-found' })
  })

  test('is not given where nothing was saved', async () => {
    const { recordings, idOf } = setUpRecordings()
    recordings.handle(recordEvent())
    await expect(recordings.pathOf(idOf(0))).rejects.toMatchObject({ code: 'not-found' })
    await expect(recordings.pathOf(randomUUID())).rejects.toMatchObject({ code: 'not-found' })
  })
})
