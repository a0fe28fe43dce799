/**
 * Where a folder is, as far as its name and the system tell: on this PC, in a folder that a cloud
 * service synchronises, or on a network share.
 */
export const folderKinds = [
  'local',
  'onedrive',
  'icloud',
  'dropbox',
  'google-drive',
  'box',
  'cloud',
  'network'
] as const
export type FolderKind = (typeof folderKinds)[number]
