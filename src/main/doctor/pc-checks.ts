import type { SystemStore } from '../gateway/trust.ts'
import type { FolderKind } from '../../shared/model/folder-kind.ts'
import { requireFolder, type FreeBytes } from '../library/files/disk-space.ts'
import { requireWritable } from '../library/files/write-test.ts'
import { failed, good, skipped, warning, type Check, type Finding } from './checks.ts'

/** What only the desktop knows. */
export interface DesktopFacts {
  readonly notificationsOffered: () => boolean
  /** Whether the keys could be taken for a moment; nothing stays registered. */
  readonly keysFree: (accelerator: string) => boolean
}

export interface PcCheckDeps {
  readonly systemStore: () => SystemStore
  /** The folder of saved files. @throws `file:folder-unusable` */
  readonly folder: () => string
  /** Where it is, and whether a policy put it there. */
  readonly folderPlace: () => { readonly kind: FolderKind; readonly managed: boolean }
  readonly freeBytes: FreeBytes
  /** Below this no video begins. */
  readonly reserveBytes: number
  readonly desktop: DesktopFacts
}

/** Room for some twenty long videos: with less, a shift may end with a full disk. */
const plentyBytes = 5 * 1024 ** 3

/** The keys for "ask for a screenshot" that are suggested to agents; none are taken by default. */
export const suggestedKeys = 'CommandOrControl+Alt+Shift+C'

/** This PC: where files go, and what the desktop offers. */
export const pcChecks = ({
  systemStore,
  folder,
  folderPlace,
  freeBytes,
  reserveBytes,
  desktop
}: PcCheckDeps): readonly Check[] => [
  { check: 'store', needs: [], look: () => Promise.resolve(storeFinding(systemStore())) },
  {
    check: 'folder',
    needs: [],
    look: async () => {
      const path = folder()
      await requireFolder(path)
      await requireWritable(path)
      return folderFinding(path, folderPlace())
    }
  },
  {
    check: 'space',
    needs: ['folder'],
    look: async () => spaceFinding(await freeBytes(folder()), reserveBytes)
  },
  ...desktopChecks(desktop)
]

/** What a policy wants is told and no warning: IT has chosen it. */
function folderFinding(
  folder: string,
  { kind, managed }: ReturnType<PcCheckDeps['folderPlace']>
): Finding {
  if (kind === 'local') return good('folder-writable', { folder })
  const told = managed ? good : warning
  if (kind === 'network') return told('folder-network', { folder })
  return told('folder-cloud', { folder, service: kind })
}

const desktopChecks = (desktop: DesktopFacts): readonly Check[] => [
  {
    check: 'notifications',
    needs: [],
    look: () =>
      Promise.resolve(
        desktop.notificationsOffered()
          ? good('notifications-offered')
          : warning('notifications-missing')
      )
  },
  {
    check: 'shortcuts',
    needs: [],
    look: () => {
      const keys = { keys: suggestedKeys }
      const free = desktop.keysFree(suggestedKeys)
      return Promise.resolve(free ? good('shortcuts-free', keys) : warning('shortcuts-taken', keys))
    }
  }
]

const storeFinding = ({ readable, authorities }: SystemStore): Finding =>
  readable ? good('store-read', { count: String(authorities.length) }) : warning('store-unread')

function spaceFinding(free: number | null, reserveBytes: number): Finding {
  if (free === null) return skipped('space-unknown')
  const facts = { freeBytes: String(free) }
  if (free < reserveBytes) return failed('space-none', facts)
  return free < plentyBytes ? warning('space-low', facts) : good('space-enough', facts)
}
