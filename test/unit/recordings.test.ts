import { randomUUID } from 'node:crypto'
import { describe, expect, test, vi } from 'vitest'
import { AppError } from '../../src/shared/errors.ts'
import { recordEvent, stopEvent } from '../support/recording-events.ts'
import { announce, setUpRecordings, transferOf } from '../support/recordings-setup.ts'

describe('saving a recording', () => {
  test('asks for it by its path and names it by agent and call', async () => {
    const setup = setUpRecordings('/videos')
    const { recordings, idOf, reach, told } = setup
    recordings.handle(recordEvent())
    recordings.handle(stopEvent())
    recordings.save(idOf(0))
    await reach(0, 'saving')
    const begun = transferOf(setup, 0)
    expect(begun.job).toMatchObject({
      remote: { via: 'path', recordId: 'Y:/1/0/20201202/503/1714442.mp4', locationId: '256' },
      family: 'video',
      folder: '/videos',
      subject: { agentId: '1001', callId: '1477393325-164' }
    })
    begun.finish({ fileName: 'v.mp4', bytes: 77 })
    await reach(0, 'saved')
    expect(recordings.list()[0]?.save).toMatchObject({
      fileName: 'v.mp4',
      bytes: 77,
      lengthProof: 'content-length',
      mayHaveGrown: false
    })
    expect(told.map(({ name }) => name)).toEqual([
      'recording-started',
      'recording-stopped',
      'video-saved'
    ])
    expect(told.at(-1)).toMatchObject({ subject: 'v.mp4', callId: '1477393325-164' })
  })

  test('says that more may have come where the recording was still running', async () => {
    const setup = setUpRecordings()
    announce(setup, 1)
    setup.recordings.save(setup.idOf(0))
    await setup.reach(0, 'saving')
    setup.recordings.handle(stopEvent(1))
    transferOf(setup, 0).finish({ lengthProof: 'none' })
    await setup.reach(0, 'saved')
    expect(setup.recordings.list()[0]?.save).toMatchObject({ mayHaveGrown: true })
    expect(setup.told.at(-1)?.name).toBe('video-saved-length-unproven')
  })

  test('two run at once and the others wait in the order of asking', async () => {
    const setup = setUpRecordings()
    announce(setup, 4)
    for (const { recordingId } of setup.recordings.list()) setup.recordings.save(recordingId)
    await setup.reach(1, 'saving')
    const states = () => setup.recordings.list().map(({ save }) => save.state)
    expect(states()).toEqual(['saving', 'saving', 'queued', 'queued'])
    transferOf(setup, 1).finish()
    await setup.reach(2, 'saving')
    expect(states()).toEqual(['saving', 'saved', 'saving', 'queued'])
    transferOf(setup, 0).fail(new AppError('file:truncated', 'cut'))
    await setup.reach(3, 'saving')
    expect(states()).toEqual(['failed', 'saved', 'saving', 'saving'])
  })

  test('is one transfer a row, and can be asked for again once it is over', async () => {
    const setup = setUpRecordings()
    announce(setup, 1)
    const id = setup.idOf(0)
    setup.recordings.save(id)
    expect(() => {
      setup.recordings.save(id)
    }).toThrow(expect.objectContaining({ code: 'not-now:already-saving' }))
    await setup.reach(0, 'saving')
    transferOf(setup, 0).finish()
    await setup.reach(0, 'saved')
    setup.recordings.save(id)
    await setup.reach(0, 'saving')
    expect(setup.begun.length).toBe(2)
  })

  test('is refused for audio, for unknown rows, without a path, and when signed out', () => {
    const { recordings, gateway, idOf, stateOf } = setUpRecordings()
    const codeOf = (id: string): string => {
      try {
        recordings.save(id)
        return 'saved'
      } catch (error) {
        return AppError.from(error).code
      }
    }
    recordings.handle(recordEvent({ fileMediaType: 1, fileName: 'Y:/6/0/1/2/3.V3' }))
    recordings.handle(recordEvent({ taskId: 2, fileName: '' }))
    recordings.handle(recordEvent({ taskId: 3 }))
    expect(codeOf(idOf(0))).toBe('not-now:recording-is-audio')
    expect(codeOf(idOf(1))).toBe('not-found')
    expect(codeOf(randomUUID())).toBe('not-found')
    gateway.end()
    expect(codeOf(idOf(2))).toBe('could-not-ask:signed-out')
    expect(stateOf(2)).toBe('not-saved')
  })

  test('tells why it failed', async () => {
    const setup = setUpRecordings()
    announce(setup, 1)
    setup.recordings.save(setup.idOf(0))
    await setup.reach(0, 'saving')
    const details = { retcode: '108-001', gatewayText: 'no file' }
    transferOf(setup, 0).fail(new AppError('gateway-refused', 'secret path', details))
    await setup.reach(0, 'failed')
    const problem = { code: 'gateway-refused', ...details }
    expect(setup.recordings.list()[0]?.save).toEqual({ state: 'failed', problem })
    expect(setup.told.at(-1)).toEqual({
      name: 'video-failed',
      callId: '1477393325-164',
      problem
    })
  })

  test('tells once that a video is larger than advised, and goes on', async () => {
    const setup = setUpRecordings()
    announce(setup, 1)
    setup.recordings.save(setup.idOf(0))
    await setup.reach(0, 'saving')
    const { progress } = transferOf(setup, 0)
    for (const receivedBytes of [0, 199_000_000, 200_000_001, 200_000_002, 300_000_000]) {
      progress({ step: 'receiving', receivedBytes, totalBytes: null })
      setup.clock.advance(1)
    }
    expect(setup.told.filter(({ name }) => name === 'video-large').length).toBe(1)
    expect(setup.recordings.list()[0]?.save).toMatchObject({ state: 'saving', large: true })
  })

  test('tells its progress at most four times a second', async () => {
    const setup = setUpRecordings()
    announce(setup, 1)
    setup.recordings.save(setup.idOf(0))
    await setup.reach(0, 'saving')
    const changes = vi.fn()
    const stop = setup.recordings.onChange(changes)
    for (let receivedBytes = 0; receivedBytes < 2_000; receivedBytes += 1) {
      transferOf(setup, 0).progress({ step: 'receiving', receivedBytes, totalBytes: 2_000 })
      setup.clock.advance(1)
    }
    expect(changes.mock.calls.length).toBeLessThanOrEqual(8)
    expect(changes.mock.calls.length).toBeGreaterThanOrEqual(7)
    stop()
    transferOf(setup, 0).finish()
    await setup.reach(0, 'saved')
    expect(changes.mock.calls.length).toBeLessThanOrEqual(8)
  })
})
