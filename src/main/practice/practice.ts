import type { SignInRequest } from '../../shared/model/session.ts'
import type { PracticeGateway } from '../../simulator/index.ts'
import { directLine } from '../gateway/line-options.ts'
import { fixedRoute } from '../gateway/route.ts'
import type { SignInTarget } from '../session/sign-in.ts'

/** All that signing in to the practice gateway takes. Its password protects nothing. */
export interface PracticeSignIn {
  target: SignInTarget
  request: SignInRequest
}

/** The seat that is practised in: an agent who is an inspector too, so that every screen can be tried. */
const seat = { agentId: '1001', name: 'Lin Wei', inspector: true }

/** The practice gateway inside the app: on this PC only, and only while it is in use. */
export class Practice {
  #running: { gateway: PracticeGateway; stopDay: () => void } | null = null

  /** Starts the gateway and its day of calls. @throws what the system says if no port can be had */
  async start(newId: () => string): Promise<PracticeSignIn> {
    await this.stop()
    const gateway = await open()
    const stopDay = gateway.playDay({ agentId: seat.agentId })
    this.#running = { gateway, stopDay }
    const trainee = gateway.agents.find(({ agentId }) => agentId === seat.agentId)
    return {
      target: {
        gatewayName: 'Practice',
        origin: gateway.url,
        route: fixedRoute(directLine([gateway.certificatePem])),
        practice: true
      },
      request: {
        profileId: newId(),
        agentId: seat.agentId,
        password: trainee?.password ?? '',
        phoneNumber: trainee?.phone ?? '',
        agentType: 11,
        initialState: 'ready',
        autoAnswer: true,
        skills: 'all',
        force: false
      }
    }
  }

  /** Ends the gateway; nothing happens where none runs. */
  async stop(): Promise<void> {
    const running = this.#running
    this.#running = null
    running?.stopDay()
    await running?.gateway.close()
  }
}

/** Loaded when it is first needed: who works on a real gateway never pays for it. */
async function open(): Promise<PracticeGateway> {
  const [{ createPracticeGateway, defaultRoster }, { practiceMedia }] = await Promise.all([
    import('../../simulator/index.ts'),
    import('./practice-media.ts')
  ])
  const others = defaultRoster.filter(({ agentId }) => agentId !== seat.agentId)
  return createPracticeGateway({ media: practiceMedia, agents: [seat, ...others] })
}
