import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import type { ProfileDraft, ProfileView } from '../../shared/model/connection.ts'
import { createListeners } from '../listeners.ts'
import { gatewayOrigin } from './gateway-origin.ts'
import type { Policy } from './policy.ts'
import type { Settings } from './settings.ts'
import type { StoredProfile } from './stored-settings.ts'

/** A gateway with all that a sign-in needs. */
export type Profile = StoredProfile & { managed: boolean }

export interface ProfilesDeps {
  settings: Pick<Settings, 'stored' | 'keep'>
  policy: Policy
  newId: () => string
}

/** The gateways to choose from: the organisation's first, then the agent's own. */
export class Profiles {
  readonly #changes = createListeners<readonly ProfileView[]>()
  readonly #managed: readonly Profile[]
  readonly #settings: ProfilesDeps['settings']
  readonly #newId: () => string
  readonly onChange = this.#changes.add

  constructor({ settings, policy, newId }: ProfilesDeps) {
    this.#settings = settings
    this.#newId = newId
    this.#managed = policy.gateways.map((gateway) => ({
      ...gateway,
      profileId: idOf(gateway.origin),
      managed: true
    }))
  }

  list(): readonly ProfileView[] {
    return this.#all().map(viewOf)
  }

  /** @throws `not-found` */
  find(profileId: string): Profile {
    const profile = this.#all().find((candidate) => candidate.profileId === profileId)
    if (profile === undefined) throw new AppError('not-found', 'No gateway has this id')
    return profile
  }

  /** Adds a gateway, or renames the one that has this address already. @throws `profile-invalid` */
  save(draft: ProfileDraft): ProfileView {
    const origin = gatewayOrigin(draft.url)
    if (origin === null) throw new AppError('profile-invalid', 'Not an https address of a gateway')
    const known = this.#all().find((profile) => profile.origin === origin)
    if (known?.managed === true) return viewOf(known)
    const profile = {
      profileId: known?.profileId ?? this.#newId(),
      name: draft.name === '' ? new URL(origin).host : draft.name,
      origin,
      caFile: known?.caFile ?? null
    }
    this.#keep([...this.#own().filter((other) => other.origin !== origin), profile])
    return viewOf({ ...profile, managed: false })
  }

  /** @throws `not-found`, `profile-managed` */
  remove(profileId: string): void {
    this.#mustBeOwn(profileId)
    this.#keep(this.#own().filter((profile) => profile.profileId !== profileId))
  }

  /** Sets or forgets the extra certificate file. @throws `not-found`, `profile-managed` */
  setCaFile(profileId: string, caFile: string | null): ProfileView {
    this.#mustBeOwn(profileId)
    this.#keep(
      this.#own().map((profile) =>
        profile.profileId === profileId ? { ...profile, caFile } : profile
      )
    )
    return viewOf(this.find(profileId))
  }

  #own(): readonly StoredProfile[] {
    return this.#settings.stored().profiles
  }

  #all(): readonly Profile[] {
    return [...this.#managed, ...this.#own().map((profile) => ({ ...profile, managed: false }))]
  }

  #mustBeOwn(profileId: string): void {
    if (this.find(profileId).managed) {
      throw new AppError('profile-managed', 'This gateway is set by policy')
    }
  }

  #keep(profiles: readonly StoredProfile[]): void {
    this.#settings.keep({ profiles: [...profiles] })
    this.#changes.tell(this.list())
  }
}

const viewOf = ({ profileId, name, origin, caFile, managed }: Profile): ProfileView => ({
  profileId,
  name,
  origin,
  caFileName: caFile === null ? null : basename(caFile),
  managed
})

/** The same address has the same id on every start, so the last sign-in finds its gateway again. */
function idOf(origin: string): string {
  const hex = createHash('sha256').update(origin).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
