import type { SessionView, SignInRequest } from '../../shared/model/session.ts'
import type { Tell } from '../calls/timeline.ts'
import type { Routes } from '../network/routes.ts'
import type { Practice } from '../practice/practice.ts'
import type { Profiles } from '../settings/profiles.ts'
import type { Settings } from '../settings/settings.ts'
import type { Session } from './session.ts'

export interface SignInDeskDeps {
  session: Pick<Session, 'signIn' | 'view'>
  profiles: Pick<Profiles, 'find'>
  settings: Pick<Settings, 'keep'>
  practice: Pick<Practice, 'start' | 'stop'>
  routes: Pick<Routes, 'open'>
  newId: () => string
  tell: Tell
}

/** Longer than a look at a certificate through a proxy takes at most. */
const openLimitMs = 40_000

/** Where an agent begins: turns what was typed into a sign-in at the right gateway. */
export class SignInDesk {
  readonly #deps: SignInDeskDeps

  constructor(deps: SignInDeskDeps) {
    this.#deps = deps
  }

  /** @throws `not-found`, what opening the way throws, and what the session throws */
  async signIn(request: SignInRequest): Promise<SessionView> {
    const { session, profiles, settings, routes } = this.#deps
    const profile = profiles.find(request.profileId)
    const { name: gatewayName, origin } = profile
    const route = await routes.open(profile, AbortSignal.timeout(openLimitMs))
    const view = await session.signIn({ gatewayName, origin, route, practice: false }, request)
    const { profileId, agentId, phoneNumber } = request
    try {
      settings.keep({ lastSignIn: { profileId, agentId, phoneNumber } })
    } catch {
      // It fills in the form of the next time, no more: who is signed in stays so.
    }
    return view
  }

  /** Starts the practice gateway inside the app and signs in to it. */
  async practise(): Promise<SessionView> {
    const { session, practice, newId, tell } = this.#deps
    // A sign-in that is under way or done goes on; its gateway must not be taken from under it.
    if (session.view().state !== 'signed-out') return session.view()
    const { target, request } = await practice.start(newId)
    tell({ name: 'practice-started' })
    try {
      return await session.signIn(target, request)
    } catch (thrown) {
      await practice.stop()
      throw thrown
    }
  }
}
