import { describe, expect, test } from 'vitest'
import * as v from 'valibot'
import { captureView } from '../../src/shared/model/capture.ts'
import { AppError } from '../../src/shared/errors.ts'
import { callId, captured, setUpCaptures, serverPath } from '../support/captures-setup.ts'
import { later, lostReply, refusedWith } from '../support/fake-signed-in.ts'
import { recordEvent } from '../support/recording-events.ts'

const names = (told: readonly { name: string }[]): string[] => told.map(({ name }) => name)

describe('asking for a picture', () => {
  test('sends the documented request once and the row waits', async () => {
    const { captures, gateway, told, row } = setUpCaptures()
    const asked = await captures.ask(callId)
    expect(gateway.requests).toMatchObject([
      {
        method: 'POST',
        path: '/mediacall/1001/imagecapture',
        body: { userType: 'user', callid: callId }
      }
    ])
    expect(asked).toMatchObject({ callId, agentId: '1001', outcome: 'asked', late: false })
    expect(v.parse(captureView, asked)).toEqual(asked)
    expect(row()).toEqual(asked)
    expect(names(told)).toEqual(['capture-asked'])
  })

  test('makes the row before the gateway has answered', async () => {
    const answer = later()
    const { captures, row } = setUpCaptures(answer.answer)
    const asking = captures.ask(callId)
    expect(row().outcome).toBe('asked')
    answer.give()
    await asking
  })

  const refusals = [
    ['of a call that is not known or has ended', null, 'not-now:no-call'],
    ['of a voice call', 'voice', 'not-now:call-not-h5-video'],
    ['of a video call that is not H5', 'video', 'not-now:call-not-h5-video']
  ] as const
  test.each(refusals)('%s is refused and sends nothing', async (_what, media, code) => {
    const { captures, gateway } = setUpCaptures(undefined, media)
    await expect(captures.ask(callId)).rejects.toMatchObject({ code })
    expect(gateway.requests).toEqual([])
    expect(captures.list()).toEqual([])
  })

  test('of a call whose media is not known is left to the gateway', async () => {
    const { captures, gateway } = setUpCaptures(undefined, 'unknown')
    await captures.ask(callId)
    expect(gateway.sent('imageCapture')).toBe(1)
  })

  test('is refused while one is outstanding, and possible again after its answer', async () => {
    const { captures, gateway } = setUpCaptures()
    const [first, second] = await Promise.allSettled([captures.ask(callId), captures.ask(callId)])
    expect(first.status).toBe('fulfilled')
    expect(second).toMatchObject({ reason: { code: 'not-now:capture-outstanding' } })
    captures.handle(captured(2, null))
    await captures.ask(callId)
    expect(gateway.sent('imageCapture')).toBe(2)
  })

  test('is refused when nobody is signed in', async () => {
    const { captures, gateway } = setUpCaptures()
    gateway.end()
    await expect(captures.ask(callId)).rejects.toMatchObject({ code: 'could-not-ask:signed-out' })
    expect(captures.list()).toEqual([])
  })

  test.each(['106-011', '106-015', '100-007'])(
    'fails with the gateway’s %s, and the row keeps the reason',
    async (retcode) => {
      const { captures, row, told, clock } = setUpCaptures(() => {
        throw refusedWith(retcode, 'in its words')
      })
      await expect(captures.ask(callId)).rejects.toMatchObject({ code: 'gateway-refused', retcode })
      const problem = { code: 'gateway-refused', retcode, gatewayText: 'in its words' }
      expect(row()).toMatchObject({ outcome: 'failed', problem })
      expect(told.at(-1)).toEqual({ name: 'capture-failed', callId, problem })
      clock.advance(60_000)
      expect(row().outcome).toBe('failed')
    }
  )

  test('goes on waiting where the reply was lost: the gateway may have taken it', async () => {
    const { captures, row, gateway } = setUpCaptures(() => {
      throw lostReply()
    })
    expect((await captures.ask(callId)).outcome).toBe('asked')
    captures.handle(captured(0))
    expect(row().outcome).toBe('accepted')
    expect(gateway.sent('imageCapture')).toBe(1)
  })

  test('an event that overtakes a refusal has the last word', async () => {
    const answer = later()
    const { captures, row } = setUpCaptures(answer.answer)
    const asking = captures.ask(callId)
    captures.handle(captured(0))
    answer.fail(new AppError('could-not-ask:timeout', 'too late'))
    expect((await asking).outcome).toBe('accepted')
    expect(row().problem).toBeNull()
  })
})

describe('the customer’s answer', () => {
  const answers = [
    [0, 'accepted', 'capture-accepted'],
    [1, 'failed', 'capture-failed'],
    [2, 'refused', 'capture-refused']
  ] as const
  test.each(answers)('result %i is %s', async (result, outcome, name) => {
    const { captures, row, told, clock } = setUpCaptures()
    await captures.ask(callId)
    clock.advance(1_500)
    captures.handle(captured(result))
    expect(row()).toMatchObject({ outcome, late: false, outcomeAt: clock.now() })
    expect(names(told).slice(0, 2)).toEqual(['capture-asked', name])
    clock.advance(120_000)
    expect(row().outcome).toBe(outcome)
  })

  test('with a result that no page names is a failure that says so', async () => {
    const { captures, row } = setUpCaptures()
    await captures.ask(callId)
    captures.handle(captured(9))
    const problem = { code: 'could-not-ask:unexpected-answer' }
    expect(row()).toMatchObject({ outcome: 'failed', problem })
  })

  test('is missed after 60 s, and a late one changes that row only', async () => {
    const { captures, row, told, clock } = setUpCaptures()
    await captures.ask(callId)
    clock.advance(59_999)
    expect(row().outcome).toBe('asked')
    clock.advance(1)
    expect(row().outcome).toBe('no-answer')
    await captures.ask(callId)
    captures.handle(captured(2))
    expect(row(0)).toMatchObject({ outcome: 'refused', late: true })
    expect(row(1)).toMatchObject({ outcome: 'asked' })
    captures.handle(captured(0))
    expect(row(1)).toMatchObject({ outcome: 'accepted', late: false })
    expect(names(told)).toContain('capture-answered-late')
  })

  test('is waited for from the moment the gateway took the request', async () => {
    const answer = later()
    const { captures, row, clock } = setUpCaptures(answer.answer)
    const asking = captures.ask(callId)
    clock.advance(15_000)
    answer.give()
    await asking
    clock.advance(59_999)
    expect(row().outcome).toBe('asked')
    clock.advance(1)
    expect(row().outcome).toBe('no-answer')
  })

  test('that comes twice does not answer the next request', async () => {
    const { captures, row } = setUpCaptures()
    await captures.ask(callId)
    captures.handle(captured(0))
    await captures.ask(callId)
    captures.handle(captured(0))
    expect(row(1).outcome).toBe('asked')
    captures.handle(captured(0, serverPath.replace('1113201', '1113202')))
    expect(row(1).outcome).toBe('accepted')
  })

  test('for a call without a request, and any other event, changes nothing', async () => {
    const { captures, row } = setUpCaptures()
    captures.handle(captured(0))
    captures.handle(recordEvent())
    expect(captures.list()).toEqual([])
    await captures.ask(callId)
    expect(row().outcome).toBe('asked')
  })
})

describe('the rows', () => {
  test('go when another agent signs in, and nothing brings them back', async () => {
    const answer = later()
    const { captures, clock, told } = setUpCaptures(answer.answer)
    const asking = captures.ask(callId)
    captures.clear()
    answer.give()
    await asking
    clock.advance(60_000)
    captures.handle(captured(0))
    expect(captures.list()).toEqual([])
    expect(names(told)).toEqual(['capture-asked'])
    expect(clock.waiting()).toBe(0)
  })

  test('keep no timer once the app ends', async () => {
    const { captures, clock } = setUpCaptures()
    await captures.ask(callId)
    expect(clock.waiting()).toBe(1)
    captures.close()
    expect(clock.waiting()).toBe(0)
  })
})
