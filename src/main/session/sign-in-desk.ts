import type { SessionView, SignInRequest } from '../../shared/model/session.ts'
import type { Tell } from '../calls/timeline.ts'
import type { Practice } from '../practice/practice.ts'
import type { Profiles } from '../settings/profiles.ts'
import type { Settings } from '../settings/settings.ts'
import type { Session } from './session.ts'

export interface SignInDeskDeps {
  session: Pick<Session, 'signIn' | 'view'>
  profiles: Pick<Profiles, 'find'>
  settings: Pick<Settings, 'keep'>
  practice: Pick<Practice, 'start' | 'stop'>
  /** The certificates in a PEM file. @throws `ca-file-unreadable` */
  readAuthorities: (file: string) => readonly string[]
  newId: () => string
  tell: Tell
}

/** Where an agent begins: turns what was typed into a sign-in at the right gateway. */
export class SignInDesk {
  readonly #deps: SignInDeskDeps

  constructor(deps: SignInDeskDeps) {
    this.#deps = deps
  }

  /** @throws `not-found`, `ca-file-unreadable`, and what the session throws */
  async signIn(request: SignInRequest): Promise<SessionView> {
    const { session, profiles, settings, readAuthorities } = this.#deps
    const { name, origin, caFile } = profiles.find(request.profileId)
    const ca = caFile === null ? [] : readAuthorities(caFile)
    const view = await session.signIn({ gatewayName: name, origin, ca, practice: false }, request)
    const { profileId, agentId, phoneNumber } = request
    settings.keep({ lastSignIn: { profileId, agentId, phoneNumber } })
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
