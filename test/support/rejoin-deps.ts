import { GatewayClock } from '../../src/main/gateway/gateway-clock.ts'
import { handOffFrom } from '../../src/main/rejoin/hand-off.ts'
import type { CallMedia, CallView } from '../../src/shared/model/call.ts'

/** A call of the agent who is signed in. */
export const aCall = (
  callId: string,
  media: CallMedia,
  changes: Partial<CallView> = {}
): CallView => ({
  ...{ callId, media, phase: 'talking', direction: 'in', caller: null, called: null },
  ...{ firstSeenAt: 1, talkingAt: 1, endedAt: null, leg: 'main' },
  ...{ inConference: false, recovered: false, dropped: false },
  ...changes
})

/** The site of these tests has an H5 client; its addresses are only noted. */
export function rejoinSite(template: string | null = 'https://video.example/join#{signature}') {
  const opened: [url: string, origin: string][] = []
  return {
    opened,
    deps: {
      gatewayClock: new GatewayClock(),
      offeredCall: (): string | null => null,
      handOff: template === null ? null : handOffFrom(template),
      openAddress: (url: string, origin: string) => {
        opened.push([url, origin])
        return Promise.resolve()
      }
    }
  }
}
