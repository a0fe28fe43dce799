import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { Happening } from '../../src/main/calls/timeline.ts'
import { createCaptures } from '../../src/main/captures/captures.ts'
import type { GatewayEvent } from '../../src/main/gateway/gateway-event.ts'
import type { CallMedia } from '../../src/shared/model/call.ts'
import { fakeSignedIn, type FakeAnswer } from './fake-signed-in.ts'
import { fakePictures } from './fake-pictures.ts'
import { manualClock } from './manual-clock.ts'
import { gatewayEvent } from './recording-events.ts'
import { patiently } from './patiently.ts'

export const callId = '1654917192-17845843'
export const serverPath = 'F:/5/1/20220611/1002/1113201.jpg'

/** The gateway's answer to a capture; result 0 is taken, 1 failed, 2 refused by the customer. */
export function captured(result: number, filename: string | null = serverPath): GatewayEvent {
  return gatewayEvent('AgentEvent_ImageCapture', {
    callid: callId,
    result,
    filename,
    locationId: 256
  })
}

/** Captures of agent 1001, in one running call, with a clock that the test moves. */
export function setUpCaptures(
  answer: FakeAnswer = () => ({}),
  media: CallMedia | null = 'h5-video'
) {
  const clock = manualClock()
  const gateway = fakeSignedIn('1001', { imageCapture: answer })
  const pictures = fakePictures()
  const told: Happening[] = []
  const captures = createCaptures({
    signedIn: gateway.signedIn,
    callMedia: (asked) => (asked === callId ? media : null),
    library: pictures.library,
    clock,
    timings: { captureAnswerMs: 60_000 },
    tell: (happening) => told.push(happening),
    newId: randomUUID
  })
  const row = (place = 0) => {
    const found = captures.list()[place]
    if (found === undefined) throw new Error(`There is no capture ${place}`)
    return found
  }
  const reachPicture = (state: string, place = 0): Promise<void> =>
    patiently(() => {
      expect(row(place).picture.state).toBe(state)
    })
  return { clock, gateway, pictures, told, captures, row, reachPicture }
}
