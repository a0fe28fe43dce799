import type { Tell } from '../calls/timeline.ts'
import { probeCertificate } from '../gateway/certificate-probe.ts'
import { readAuthorities, trustedAuthorities, type SystemStore } from '../gateway/trust.ts'
import type { Policy } from '../settings/policy.ts'
import type { Profiles } from '../settings/profiles.ts'
import type { Settings } from '../settings/settings.ts'
import { CertificateDesk } from './certificate-desk.ts'
import { Proxies } from './proxies.ts'
import { Routes } from './routes.ts'
import type { SecretBox } from './secret-box.ts'

/** What of the network only the desktop knows. */
export interface NetworkPorts {
  /** What the system, or its PAC script, says about an address: `PROXY a:3128; DIRECT`. */
  resolveProxy: (url: string) => Promise<string>
  box: SecretBox
}

export interface NetworkPartsDeps {
  ports: NetworkPorts
  settings: Settings
  profiles: Profiles
  policy: Policy
  systemStore: () => SystemStore
  now: () => number
  tell: Tell
}

/** The ways to gateways, and what people decide about them. */
export function buildNetwork(deps: NetworkPartsDeps) {
  const { ports, settings, profiles, policy, now, tell } = deps
  const proxies = new Proxies({ settings, ...ports })
  const probe = probeCertificate
  const systemStore = telling(deps)
  const routes = new Routes({
    proxies,
    probe,
    authorities: (caFile) =>
      trustedAuthorities(
        [
          ...policy.authorityFiles.flatMap((file) => readable(file, tell)),
          ...(caFile === null ? [] : readAuthorities(caFile))
        ],
        systemStore()
      )
  })
  const { allowPins } = policy
  const certificates = new CertificateDesk({
    ...{ profiles, routes, proxies, probe, allowPins, now, tell }
  })
  return { proxies, routes, certificates }
}

/** The system's store; the first time that it cannot be read is told. */
function telling({ systemStore, tell }: NetworkPartsDeps): () => SystemStore {
  let told = false
  return () => {
    const store = systemStore()
    if (!store.readable && !told) {
      told = true
      tell({ name: 'system-store-unread' })
    }
    return store
  }
}

/** One file that is gone must not cost the others; that it is gone has to be seen. */
function readable(file: string, tell: Tell): readonly string[] {
  try {
    return readAuthorities(file)
  } catch {
    tell({ name: 'policy-ignored', subject: `authorityFiles: ${file}` })
    return []
  }
}
