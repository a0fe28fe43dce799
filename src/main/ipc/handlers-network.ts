import type { Handlers } from '../../shared/ipc/contract.ts'
import type { Parts } from './command-parts.ts'

const done = (): Promise<void> => Promise.resolve()

export type CertificateCommand =
  'profiles.lookAtCertificate' | 'profiles.confirmCertificate' | 'profiles.forgetCertificate'

type NetworkCommand = CertificateCommand | Extract<keyof Handlers, `network.${string}`>

/** Which certificate is trusted, and how proxies are signed in to. */
export const networkHandlers = ({
  certificates,
  profiles,
  proxies
}: Pick<Parts, 'certificates' | 'profiles' | 'proxies'>): Pick<Handlers, NetworkCommand> => ({
  'profiles.lookAtCertificate': ({ profileId }) => certificates.look(profileId),
  'profiles.confirmCertificate': ({ profileId, fingerprint256 }) =>
    Promise.resolve(certificates.confirm(profileId, fingerprint256)),
  'profiles.forgetCertificate': ({ profileId }) => Promise.resolve(profiles.forgetPin(profileId)),
  'network.get': () => proxies.view(),
  'network.giveCredentials': (credentials) => proxies.give(credentials),
  'network.forgetCredentials': () => {
    proxies.forget()
    return done()
  }
})
