import type { Happening } from '../../src/main/calls/timeline.ts'
import { createRejoin } from '../../src/main/rejoin/rejoin.ts'
import type { CallMedia } from '../../src/shared/model/call.ts'
import { fakeSignedIn, type FakeAnswer } from './fake-signed-in.ts'
import { manualClock } from './manual-clock.ts'
import { aCall, rejoinSite } from './rejoin-deps.ts'

export const callId = '1552524689-16797284'
export const canary = 'sig-CANARY-7f31'

/** The page's example, without its doubled `appId`: that is the JSON parser's business. */
export const shown = {
  ...{ userId: '1001', ctime: '1760000600', channelId: '15945185-345', ip: '192.0.2.7' },
  ...{ port: '6500', role: '0', signalingDomainIn: 'https: //in.isdpdomain.com' },
  ...{ signalingDomainOut: 'https: //out.isdpdomain.com', locationId: '65535' },
  appId: 'sdcp0BPcVGymItWppGX6XqrZGTCYa13d'
}
export const result = { ...shown, signature: canary }

export function rejoinBench(
  answer: FakeAnswer = () => result,
  media: CallMedia | null = 'h5-video'
) {
  const clock = manualClock()
  const told: Happening[] = []
  const board = { text: 'from before' }
  const site = rejoinSite()
  const current: { endedAt: number | null; offered: string | null } = {
    ...{ endedAt: null, offered: null }
  }
  const gateway = fakeSignedIn('1001', { getConnectInfo: answer })
  const rejoin = createRejoin({
    ...{ signedIn: gateway.signedIn, clock, ...site.deps },
    findCall: (id) => (id === callId ? aCall(callId, media ?? 'unknown', current) : null),
    offeredCall: () => current.offered,
    clipboard: {
      readText: () => Promise.resolve(board.text),
      writeText: (text) => {
        board.text = text
        return Promise.resolve()
      }
    },
    tell: (happening) => {
      told.push(happening)
    }
  })
  return { rejoin, gateway, clock, told, board, site, current }
}
