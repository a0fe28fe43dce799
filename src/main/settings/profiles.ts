import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import type { ProfileDraft, ProfileView } from '../../shared/model/connection.ts'
import { createListeners } from '../listeners.ts'
import { gatewayOrigin } from './gateway-origin.ts'
import type { Policy } from './policy.ts'
import type { Settings } from './settings.ts'
import type { StoredPin, StoredProfile } from './stored-settings.ts'

/** The one certificate that a gateway may show. Of the policy only its SHA-256 is known. */
export interface ProfilePin {
  readonly sha256: string
  readonly pem: string | null
  readonly byPolicy: boolean
}

/** A gateway with all that a sign-in needs. */
export type Profile = StoredProfile & { managed: boolean; pin: ProfilePin | null }

export interface ProfilesDeps {
  settings: Pick<Settings, 'stored' | 'keep'>
  policy: Policy
  newId: () => string
}

/** The gateways to choose from: the organisation's first, then the agent's own. */
export class Profiles {
  readonly #changes = createListeners<readonly ProfileView[]>()
  readonly #policy: Policy
  readonly #settings: ProfilesDeps['settings']
  readonly #newId: () => string
  readonly onChange = this.#changes.add

  constructor({ settings, policy, newId }: ProfilesDeps) {
    this.#settings = settings
    this.#newId = newId
    this.#policy = policy
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
    return viewOf(this.find(profile.profileId))
  }

  /** @throws `not-found`, `profile-managed` */
  remove(profileId: string): void {
    const { origin } = this.#mustBeOwn(profileId)
    const pins = this.#pinsBut(origin)
    this.#keep(
      this.#own().filter((profile) => profile.profileId !== profileId),
      pins
    )
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

  /** From now on only this certificate counts. @throws `not-found`, `pins-forbidden`, `profile-managed` */
  setPin(profileId: string, pin: Omit<StoredPin, 'origin'>): ProfileView {
    const { origin } = this.#mustBeFreeToPin(profileId)
    this.#keep(this.#own(), [...this.#pinsBut(origin), { origin, ...pin }])
    return viewOf(this.find(profileId))
  }

  /** From now on authorities decide again. @throws `not-found`, `pins-forbidden`, `profile-managed` */
  forgetPin(profileId: string): ProfileView {
    const { origin } = this.#mustBeFreeToPin(profileId)
    this.#keep(this.#own(), this.#pinsBut(origin))
    return viewOf(this.find(profileId))
  }

  #own(): readonly StoredProfile[] {
    return this.#settings.stored().profiles
  }

  #all(): readonly Profile[] {
    const managed = this.#policy.gateways.map(({ pin, ...gateway }) => ({
      ...gateway,
      profileId: idOf(gateway.origin),
      managed: true,
      pin: pin === null ? this.#pinFor(gateway.origin) : { sha256: pin, pem: null, byPolicy: true }
    }))
    const own = this.#own().map((profile) => ({
      ...profile,
      managed: false,
      pin: this.#pinFor(profile.origin)
    }))
    return [...managed, ...own]
  }

  /** What was confirmed while it was allowed does not count while it is not. */
  #pinFor(origin: string): ProfilePin | null {
    const kept = this.#settings.stored().pins.find((pin) => pin.origin === origin)
    if (kept === undefined || !this.#policy.allowPins) return null
    return { sha256: kept.sha256, pem: kept.pem, byPolicy: false }
  }

  #pinsBut(origin: string): StoredPin[] {
    return this.#settings.stored().pins.filter((pin) => pin.origin !== origin)
  }

  #mustBeOwn(profileId: string): Profile {
    const profile = this.find(profileId)
    if (!profile.managed) return profile
    throw new AppError('profile-managed', 'This gateway is set by policy')
  }

  #mustBeFreeToPin(profileId: string): Profile {
    const profile = this.find(profileId)
    if (profile.pin?.byPolicy === true) {
      throw new AppError('profile-managed', 'The certificate of this gateway is set by policy')
    }
    if (this.#policy.allowPins) return profile
    throw new AppError('pins-forbidden', 'The policy lets nobody confirm certificates')
  }

  #keep(profiles: readonly StoredProfile[], pins?: StoredPin[]): void {
    this.#settings.keep({ profiles: [...profiles], ...(pins === undefined ? {} : { pins }) })
    this.#changes.tell(this.list())
  }
}

const viewOf = ({ profileId, name, origin, caFile, managed, pin }: Profile): ProfileView => ({
  profileId,
  name,
  origin,
  caFileName: caFile === null ? null : basename(caFile),
  pin: pin === null ? null : { fingerprint256: pin.sha256, byPolicy: pin.byPolicy },
  managed
})

/** The same address has the same id on every start, so the last sign-in finds its gateway again. */
function idOf(origin: string): string {
  const hex = createHash('sha256').update(origin).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
