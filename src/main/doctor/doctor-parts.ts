import type { Clock } from '../clock.ts'
import { readSystemStore } from '../gateway/trust.ts'
import { freeOnDisk } from '../library/files/disk-space.ts'
import { defaultLimits } from '../library/transfer/file-work.ts'
import type { Proxies } from '../network/proxies.ts'
import type { Routes } from '../network/routes.ts'
import type { Session } from '../session/session.ts'
import type { Policy } from '../settings/policy.ts'
import type { Profile, Profiles } from '../settings/profiles.ts'
import { madeFolder } from '../settings/save-folder.ts'
import type { Settings } from '../settings/settings.ts'
import { checkUp, type CheckupDeps } from './checkup.ts'
import { Doctor } from './doctor.ts'
import type { DesktopFacts } from './pc-checks.ts'

export interface DoctorPartsDeps {
  readonly clock: Clock
  readonly settings: Pick<Settings, 'view'>
  readonly policy: Policy
  readonly routes: Routes
  readonly proxies: Proxies
  readonly desktopFacts: DesktopFacts
}

/** What a look at everything needs, in the app and on the command line alike. */
export const checkupDeps = (deps: DoctorPartsDeps): CheckupDeps => {
  const { clock, settings, policy, routes, proxies, desktopFacts } = deps
  return {
    ...{ clock, routes, proxies, platform: process.platform },
    appVersion: settings.view().appVersion,
    authorityFiles: policy.authorityFiles,
    pc: {
      systemStore: readSystemStore,
      folder: () => madeFolder(settings.view().saveFolder),
      folderPlace: () => {
        const { saveFolderKind: kind, saveFolderManaged: managed } = settings.view()
        return { kind, managed }
      },
      freeBytes: freeOnDisk,
      reserveBytes: defaultLimits.reserveBytes,
      desktop: desktopFacts
    }
  }
}

/** The doctor of the running app. */
export const createDoctor = (
  deps: DoctorPartsDeps & {
    readonly session: Pick<Session, 'view'>
    readonly profiles: Pick<Profiles, 'find'>
  }
): Doctor => {
  const { session, profiles } = deps
  return new Doctor({
    checkUp: (wanted, watch) => checkUp(checkupDeps(deps), wanted, watch),
    session: () => session.view(),
    profile: (profileId): Profile | null => (profileId === null ? null : profiles.find(profileId))
  })
}
