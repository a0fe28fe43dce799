import { m } from '../i18n/index.ts'
import type { FolderKind } from '../model/folder-kind.ts'

/** What the services call themselves. */
const names: ReadonlyMap<string, string> = new Map([
  ['onedrive', 'OneDrive'],
  ['icloud', 'iCloud'],
  ['dropbox', 'Dropbox'],
  ['google-drive', 'Google Drive'],
  ['box', 'Box']
])

export const cloudName = (kind: string): string =>
  names.get(kind) ?? m.settings_folder_cloud_unnamed()

/** What somebody has to know who saves in such a folder; null where there is nothing to know. */
export function folderNote(kind: FolderKind): string | null {
  if (kind === 'local') return null
  if (kind === 'network') return m.settings_folder_network()
  return m.settings_folder_cloud({ service: cloudName(kind) })
}
