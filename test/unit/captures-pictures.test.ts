import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { LibraryItem, SavedFile } from '../../src/shared/model/library.ts'
import { callId, captured, serverPath, setUpCaptures } from '../support/captures-setup.ts'

/** A capture that the customer has accepted; its picture is on its way. */
async function accepted() {
  const setup = setUpCaptures()
  await setup.captures.ask(callId)
  setup.captures.handle(captured(0))
  const become = (save: LibraryItem['save']): void => {
    setup.pictures.become(setup.row().captureId, save)
  }
  return { ...setup, become }
}

const refused = { code: 'gateway-refused', retcode: '108-002', gatewayText: 'no' } as const
const attention = {
  state: 'needs-attention',
  problem: refused,
  tries: 1,
  canFinish: false
} as const
const file: SavedFile = {
  ...{ fileName: 'p.png', bytes: 4_096, sha256: 'ab', lengthProof: 'content-length' },
  ...{ mayHaveGrown: false, savedAt: 1, check: 'unchecked', checkedAt: null }
}

test('the picture of an accepted capture becomes an item of the library, under the capture’s id', async () => {
  const { pictures, row, clock, become } = await accepted()
  expect(pictures.wishes).toEqual([
    {
      ...{ itemId: row().captureId, callId, at: clock.now() },
      remote: { via: 'path', recordId: serverPath, locationId: '256' }
    }
  ])
  expect(row().picture.state).toBe('fetching')
  become({ state: 'saved', file })
  expect(row().picture).toEqual({
    ...{ state: 'saved', fileName: 'p.png', kind: 'image/png', bytes: 4_096, sha256: 'ab' }
  })
})

test('a refused or failed capture fetches nothing', async () => {
  for (const result of [1, 2]) {
    const { captures, pictures, row } = setUpCaptures()
    await captures.ask(callId)
    captures.handle(captured(result))
    expect(pictures.wishes).toEqual([])
    expect(row()).toMatchObject({ picture: { state: 'none' }, serverPath: null })
  }
})

test('a picture that the site does not hand out stays on the server, and the row says why', async () => {
  const { row, become } = await accepted()
  become(attention)
  expect(row()).toMatchObject({ serverPath, picture: { state: 'on-server', problem: refused } })
})

test('one that waits for another try is on the server until it comes', async () => {
  const { row, become } = await accepted()
  become({ state: 'waiting', retryAt: 1, problem: { code: 'could-not-ask:unreachable' }, tries: 1 })
  expect(row().picture).toMatchObject({ problem: { code: 'could-not-ask:unreachable' } })
  become({ state: 'saved-unproven', file })
  expect(row().picture.state).toBe('saved')
})

test('it can be fetched again, once at a time', async () => {
  const { captures, pictures, row, become } = await accepted()
  become(attention)
  captures.fetchPicture(row().captureId)
  captures.fetchPicture(row().captureId)
  expect(pictures.saved).toEqual([row().captureId])
  expect(row().picture.state).toBe('fetching')
})

test('an accepted capture whose event names no picture says that nothing can be fetched', async () => {
  const { captures, pictures, row } = setUpCaptures()
  await captures.ask(callId)
  captures.handle(captured(0, null))
  expect(row().picture.state).toBe('on-server')
  expect(pictures.wishes).toEqual([])
  expect(() => {
    captures.fetchPicture(row().captureId)
  }).toThrow(expect.objectContaining({ code: 'not-found' }))
})

test('fetching again is refused for unknown rows and when signed out', async () => {
  const { captures, gateway, row, become } = await accepted()
  become(attention)
  const code = (work: () => void): unknown => {
    try {
      work()
      return
    } catch (error) {
      return error
    }
  }
  const fetch = (captureId: string) =>
    code(() => {
      captures.fetchPicture(captureId)
    })
  expect(fetch(randomUUID())).toMatchObject({ code: 'not-found' })
  gateway.end()
  expect(fetch(row().captureId)).toMatchObject({ code: 'could-not-ask:signed-out' })
})
