import type { Input, Output } from '../../src/shared/ipc/contract.ts'
import type { CommandName } from '../../src/shared/ipc/names.ts'
import type { ProfileView } from '../../src/shared/model/connection.ts'

type NetworkCommand =
  | Extract<CommandName, `network.${string}`>
  | 'profiles.lookAtCertificate'
  | 'profiles.confirmCertificate'
  | 'profiles.forgetCertificate'

const profileId = '3f0c8a52-6f0e-4b8e-9d7c-0a1b2c3d4e5f'
const certificate = {
  ...{ host: 'gateway.example', subject: 'gateway', issuer: 'gateway', fingerprint256: 'AB:CD' },
  ...{ validFrom: 'Jan  2 03:04:05 2026 GMT', validTo: 'Jan  2 03:04:05 2027 GMT' }
}
const challenge = { address: 'proxy.example:3128', realm: 'Site', schemes: ['Basic'], status: 407 }

export const networkInputs: { [N in NetworkCommand]: Input<N> } = {
  'profiles.lookAtCertificate': { profileId },
  'profiles.confirmCertificate': { profileId, fingerprint256: 'AB:CD' },
  'profiles.forgetCertificate': { profileId },
  'network.get': undefined,
  'network.giveCredentials': {
    ...{ address: 'proxy.example:3128', user: 'anna', password: 'secret', remember: true }
  },
  'network.forgetCredentials': undefined
}

export const networkOutputs = (profile: ProfileView): { [N in NetworkCommand]: Output<N> } => ({
  'profiles.lookAtCertificate': {
    ...{ profileId, certificate, before: certificate, blockedBy: null },
    refusal: 'could-not-ask:certificate-unknown-issuer'
  },
  'profiles.confirmCertificate': profile,
  'profiles.forgetCertificate': profile,
  'network.get': { challenge, mayRemember: true, remembered: ['proxy.example:3128'] },
  'network.giveCredentials': undefined,
  'network.forgetCredentials': undefined
})
