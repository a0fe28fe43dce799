import type { Happening } from '../../src/main/calls/timeline.ts'
import { directLine } from '../../src/main/gateway/line-options.ts'
import { fixedRoute } from '../../src/main/gateway/route.ts'
import { watchWaking } from '../../src/main/join-parts.ts'
import { Session } from '../../src/main/session/session.ts'
import { defaultTimings } from '../../src/main/timings.ts'
import type { SessionView, SignInRequest } from '../../src/shared/model/session.ts'
import { ModelGateway } from './model-gateway.ts'
import { virtualClock, type VirtualClock } from './virtual-clock.ts'

const signInRequest: SignInRequest = {
  ...{ profileId: '00000000-0000-4000-8000-000000000001', agentId: '1001' },
  ...{ password: 'practice', phoneNumber: '701001', agentType: 11, initialState: 'ready' },
  ...{ autoAnswer: true, skills: 'all', force: false }
}

const route = fixedRoute(directLine([]))
const target = { gatewayName: 'Model', origin: 'https://gateway.example', practice: false }

export interface ModelSeat {
  clock: VirtualClock
  gateway: ModelGateway
  session: Session
  /** Every view that was told, and when, by the clock of durations. */
  views: { at: number; view: SessionView }[]
  told: Happening[]
  state: () => string
  /** What the desktop tells. */
  resume: () => void
  unlock: () => void
  addresses: string[]
}

/** An agent who is signed in to a model gateway, with the app's own intervals, in virtual time. */
export async function modelSeat(random: () => number = () => 0.5): Promise<ModelSeat> {
  const clock = virtualClock()
  const gateway = new ModelGateway({ clock })
  const views: ModelSeat['views'] = []
  const told: Happening[] = []
  const timings = defaultTimings
  const session = new Session({
    ...{ openClient: gateway.client, clock, timings, random },
    tell: (happening) => told.push(happening)
  })
  const desk = { resume: (): void => undefined, unlock: (): void => undefined }
  const addresses = ['192.0.2.7']
  session.onChange((view) => {
    views.push({ at: clock.elapsed(), view })
  })
  const power = {
    onResume: (listener: () => void) => {
      desk.resume = listener
      return () => undefined
    },
    onUnlock: (listener: () => void) => {
      desk.unlock = listener
      return () => undefined
    },
    addresses: () => [...addresses]
  }
  watchWaking({ session }, { power, clock, timings })
  const signingIn = session.signIn({ ...target, route }, signInRequest)
  await clock.run(0)
  await signingIn
  await clock.run(25_000)
  return {
    ...{ clock, gateway, session, views, told, addresses },
    state: () => session.view().state,
    resume: () => {
      desk.resume()
    },
    unlock: () => {
      desk.unlock()
    }
  }
}
