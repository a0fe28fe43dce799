import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { AppError } from '../../src/shared/errors.ts'
import { callId, captured, serverPath, setUpCaptures } from '../support/captures-setup.ts'
import { temporaryFolder } from '../support/folders.ts'
import type { FakeTransfer } from '../support/fake-transfer.ts'

/** A capture that the customer has accepted; its picture is on its way. */
async function accepted() {
  const setup = setUpCaptures()
  await setup.captures.ask(callId)
  setup.captures.handle(captured(0))
  const transfer = async (place = 0): Promise<FakeTransfer> => {
    const begun = await vi.waitFor(() => setup.begun[place] ?? Promise.reject(new Error('not yet')))
    return begun
  }
  return { ...setup, transfer }
}

const unreachable = new AppError('could-not-ask:unreachable', 'gone')
const picture = { fileName: 'p.jpg', kind: 'jpg', bytes: 4_096 } as const

test('the picture of an accepted capture is fetched by the event’s path and node', async () => {
  const { transfer, reachPicture, row, told, clock } = await accepted()
  expect(row().picture.state).toBe('fetching')
  const begun = await transfer()
  expect(begun.job).toEqual({
    remote: { via: 'path', recordId: serverPath, locationId: '256' },
    family: 'picture',
    folder: '/pictures',
    subject: { at: clock.now(), agentId: '1001', callId, serverPath }
  })
  begun.finish(picture)
  await reachPicture('saved')
  expect(row().picture).toMatchObject({ fileName: 'p.jpg', kind: 'image/jpeg', bytes: 4_096 })
  expect(told.at(-1)).toMatchObject({ name: 'picture-saved', subject: 'p.jpg', callId })
})

test('a refused or failed capture fetches nothing', async () => {
  for (const result of [1, 2]) {
    const { captures, begun, row } = setUpCaptures()
    await captures.ask(callId)
    captures.handle(captured(result))
    expect(begun).toEqual([])
    expect(row()).toMatchObject({ picture: { state: 'none' }, serverPath: null })
  }
})

test('a picture that the site does not hand out stays on the server, and the row says where', async () => {
  const { transfer, reachPicture, row, told } = await accepted()
  const details = { retcode: '108-002', gatewayText: 'no' }
  const begun = await transfer()
  begun.fail(new AppError('gateway-refused', 'no', details))
  await reachPicture('on-server')
  const problem = { code: 'gateway-refused', ...details }
  expect(row()).toMatchObject({ serverPath, picture: { state: 'on-server', problem } })
  expect(told.at(-1)).toEqual({ name: 'picture-on-server', callId, problem })
})

test('it can be fetched again, once at a time', async () => {
  const { captures, transfer, reachPicture, row, begun } = await accepted()
  ;(await transfer()).fail(unreachable)
  await reachPicture('on-server')
  const { captureId } = row()
  const again = captures.fetchPicture(captureId)
  const twice = captures.fetchPicture(captureId)
  const second = await transfer(1)
  second.finish(picture)
  await Promise.all([again, twice])
  expect(row().picture.state).toBe('saved')
  expect(begun.length).toBe(2)
})

test('an accepted capture whose event names no picture says that nothing can be fetched', async () => {
  const { captures, reachPicture, row, begun } = setUpCaptures()
  await captures.ask(callId)
  captures.handle(captured(0, null))
  await reachPicture('on-server')
  expect(begun).toEqual([])
  await expect(captures.fetchPicture(row().captureId)).rejects.toMatchObject({ code: 'not-found' })
})

test('fetching again is refused for unknown rows and when signed out', async () => {
  const { captures, gateway, transfer, reachPicture, row } = await accepted()
  ;(await transfer()).fail(unreachable)
  await reachPicture('on-server')
  await expect(captures.fetchPicture(randomUUID())).rejects.toMatchObject({ code: 'not-found' })
  gateway.end()
  const fetching = captures.fetchPicture(row().captureId)
  await expect(fetching).rejects.toMatchObject({ code: 'could-not-ask:signed-out' })
})

test('a saved picture is given by its path, and not once it is gone', async () => {
  const folder = await temporaryFolder()
  const { captures, transfer, reachPicture, row } = await accepted()
  const { captureId } = row()
  await expect(captures.picture(captureId)).rejects.toMatchObject({ code: 'not-found' })
  const begun = await transfer()
  begun.finish({ ...picture, folder })
  await reachPicture('saved')
  await expect(captures.picture(captureId)).rejects.toMatchObject({ code: 'not-found' })
  await writeFile(join(folder, 'p.jpg'), 'picture')
  expect(await captures.picture(captureId)).toEqual({
    path: join(folder, 'p.jpg'),
    kind: 'image/jpeg',
    bytes: 4_096
  })
})

test('the end of the app ends the fetching and waits for it', async () => {
  const { captures, transfer } = await accepted()
  const { signal } = await transfer()
  await captures.close()
  expect(signal.aborted).toBe(true)
})
