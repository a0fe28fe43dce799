import { posix, win32 } from 'node:path'
import type { FolderKind } from '../../shared/model/folder-kind.ts'

/** What the PC tells of clouds and shares. */
export interface FolderFacts {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
  /** Folders that Dropbox's own `info.json` names. */
  readonly dropbox: readonly string[]
  /** macOS: iCloud synchronises Desktop and Documents. */
  readonly appleDocuments: boolean
  /** Linux: the text of `/proc/self/mounts`. */
  readonly mounts: string
}

interface Cloud {
  readonly kind: FolderKind
  readonly folders: readonly string[]
}

/**
 * Where a folder is. Looks at names only; links are the caller's to resolve. What it cannot see
 * (docs/policy.md): a drive letter that leads to a share, a share under macOS's `/Volumes`, and
 * clouds that keep to no name of their own.
 */
export function folderKind(folder: string, facts: FolderFacts): FolderKind {
  const path = spelt(folder, facts.platform)
  if (facts.platform === 'win32' && path.startsWith('\\\\')) return 'network'
  const cloud = clouds(facts).find(({ folders }) =>
    folders.some((outer) => isInside(path, spelt(outer, facts.platform), facts.platform))
  )
  if (cloud !== undefined) return cloud.kind
  const parts = path.toLowerCase().split(/[\\/]/)
  const named = names.find(([, pattern]) => parts.some((part) => pattern.test(part)))
  if (named !== undefined) return named[0]
  return facts.platform === 'linux' && isOnShare(path, facts.mounts) ? 'network' : 'local'
}

/** Folders that the system or the services themselves name. */
function clouds({ platform, env, home, dropbox, appleDocuments }: FolderFacts): readonly Cloud[] {
  const inHome = (...parts: string[]): string =>
    (platform === 'win32' ? win32 : posix).join(home, ...parts)
  const known: Cloud = { kind: 'dropbox', folders: dropbox }
  if (platform === 'win32') {
    const variables = [env['OneDrive'], env['OneDriveCommercial'], env['OneDriveConsumer']]
    const oneDrive = variables.filter((value) => value !== undefined && value !== '')
    return [
      known,
      { kind: 'onedrive', folders: oneDrive as string[] }, // undefined was filtered out
      { kind: 'icloud', folders: [inHome('iCloudDrive')] },
      { kind: 'box', folders: [inHome('Box'), inHome('Box Sync')] }
    ]
  }
  if (platform !== 'darwin') return [known]
  const synchronised = appleDocuments ? [inHome('Documents'), inHome('Desktop')] : []
  return [
    known,
    { kind: 'icloud', folders: [inHome('Library', 'Mobile Documents'), ...synchronised] },
    { kind: 'box', folders: [inHome('Box'), inHome('Box Sync')] }
  ]
}

/** Names that the services give to their folders; macOS has them below `~/Library/CloudStorage`. */
const names: readonly (readonly [FolderKind, RegExp])[] = [
  ['onedrive', /^onedrive(?: ?-.*)?$/],
  ['dropbox', /^dropbox(?:[ -].*)?$/],
  ['google-drive', /^(?:google ?drive|my drive|drivefs)(?:[ -].*)?$/],
  ['box', /^box-box$/],
  ['icloud', /^com~apple~clouddocs$/],
  ['cloud', /^cloudstorage$/]
]

/** One spelling of a path: as the platform tells names apart, without what only names a device. */
function spelt(folder: string, platform: NodeJS.Platform): string {
  if (platform === 'linux') return posix.normalize(folder)
  const folded = folder.normalize('NFC').toLowerCase()
  if (platform !== 'win32') return posix.normalize(folded)
  const plain = folded.replace(/^\\\\[?.]\\unc\\/, '\\\\').replace(/^\\\\[?.]\\/, '')
  return win32.normalize(plain)
}

function isInside(path: string, outer: string, platform: NodeJS.Platform): boolean {
  const names = platform === 'win32' ? win32 : posix
  if (!names.isAbsolute(outer)) return false
  const way = names.relative(outer, path)
  return way === '' || !(/^\.\.(?:[\\/]|$)/.test(way) || names.isAbsolute(way))
}

/** File systems of servers (`fs/*` of Linux, and what FUSE calls itself). */
const shares =
  /^(?:nfs4?|cifs|smb3?|smbfs|afs|ceph|9p|ncpfs|coda|lustre|glusterfs|davfs|fuse\.(?:sshfs|rclone|glusterfs|davfs2?|gvfsd-fuse|s3fs|google-drive-ocamlfuse|onedriver|ceph))$/

/** By the mount point that is nearest above a folder. */
function isOnShare(path: string, mounts: string): boolean {
  let nearest = { point: '', type: '' }
  for (const line of mounts.split('\n')) {
    const [, escaped = '', type = ''] = line.split(' ')
    const point = escaped.replaceAll(/\\([0-7]{3})/g, (_all, octal: string) =>
      String.fromCharCode(Number.parseInt(octal, 8))
    )
    const nearer = point.length >= nearest.point.length && point.startsWith('/')
    if (nearer && isInside(path, point, 'linux')) nearest = { point, type }
  }
  return shares.test(nearest.type)
}
