import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createKindOf, dropboxFolders, holdsFiles } from '../../src/main/settings/folder-facts.ts'
import { folderKind, type FolderFacts } from '../../src/main/settings/folder-kind.ts'
import { usualFolder, type UsualFolderFacts } from '../../src/main/settings/usual-folder.ts'
import { temporaryFolder } from '../support/folders.ts'

const nothing = { env: {}, dropbox: [], appleDocuments: false, mounts: '' }
const windows: FolderFacts = {
  ...nothing,
  platform: 'win32',
  home: 'C:\\Users\\Ann',
  env: {
    OneDrive: 'C:\\Users\\Ann\\Firmenablage',
    OneDriveCommercial: 'C:\\Users\\Ann\\Firmenablage',
    OneDriveConsumer: ''
  },
  dropbox: ['E:\\Ablage']
}
const mac: FolderFacts = { ...nothing, platform: 'darwin', home: '/Users/ann' }
const linux: FolderFacts = {
  ...nothing,
  platform: 'linux',
  home: '/home/ann',
  dropbox: ['/home/ann/Ablage'],
  mounts: [
    '/dev/sda2 / ext4 rw 0 0',
    'server:/home /home nfs4 rw 0 0',
    '/dev/sdb1 /home/ann ext4 rw 0 0',
    '//server/videos /mnt/our\\040videos cifs rw 0 0',
    'ann@server:/v /home/ann/far fuse.sshfs rw 0 0',
    '/dev/sdc1 /media/ann/STICK fuseblk rw 0 0'
  ].join('\n')
}
const pcs = { windows, mac, documents: { ...mac, appleDocuments: true }, linux }

describe('a folder', () => {
  test.each([
    ['windows', 'C:\\Users\\Ann\\Videos\\Callside', 'local'],
    ['windows', 'D:\\Boxes\\videos', 'local'],
    ['windows', 'C:\\Users\\Ann\\Firmenablage-alt', 'local'],
    ['windows', '\\\\?\\C:\\videos', 'local'],
    ['windows', 'c:\\users\\ann\\FIRMENABLAGE\\Callside', 'onedrive'],
    ['windows', 'C:\\Users\\Ann\\OneDrive\\Videos', 'onedrive'],
    ['windows', 'C:\\Users\\Ann\\OneDrive - Contoso Ltd\\Documents\\Callside', 'onedrive'],
    ['windows', 'C:\\Users\\Ann\\iCloudDrive\\videos', 'icloud'],
    ['windows', 'E:\\Ablage\\videos', 'dropbox'],
    ['windows', 'C:\\Users\\Ann\\Dropbox (Contoso)\\videos', 'dropbox'],
    ['windows', 'G:\\My Drive\\videos', 'google-drive'],
    ['windows', 'C:\\Users\\Ann\\Box\\videos', 'box'],
    ['windows', '\\\\server\\videos', 'network'],
    ['windows', '\\\\?\\UNC\\server\\videos', 'network'],
    ['mac', '/Users/ann/Movies/Callside', 'local'],
    ['mac', '/Users/ann/Documents/Callside', 'local'],
    ['documents', '/Users/ann/Documents/Callside', 'icloud'],
    ['documents', '/Users/ann/Movies/Callside', 'local'],
    ['mac', '/Users/ann/Library/Mobile Documents/com~apple~CloudDocs/videos', 'icloud'],
    ['mac', '/Users/ann/Library/CloudStorage/OneDrive-Contoso/videos', 'onedrive'],
    ['mac', '/Users/ann/Library/CloudStorage/GoogleDrive-ann@example.com/My Drive', 'google-drive'],
    ['mac', '/Users/ann/Library/CloudStorage/Box-Box/videos', 'box'],
    ['mac', '/Users/ann/Library/CloudStorage/Nextcloud-a/videos', 'cloud'],
    ['linux', '/home/ann/Videos/Callside', 'local'],
    ['linux', '/home/bob/Videos', 'network'],
    ['linux', '/mnt/our videos/2026', 'network'],
    ['linux', '/mnt/ours', 'local'],
    ['linux', '/home/ann/far/videos', 'network'],
    ['linux', '/media/ann/STICK/videos', 'local'],
    ['linux', '/home/ann/Ablage/videos', 'dropbox'],
    ['linux', '/home/ann/Dropbox/videos', 'dropbox']
  ] as const)('on %s, %s, is %s', (pc, folder, kind) => {
    expect(folderKind(folder, pcs[pc])).toBe(kind)
  })

  test('is also what a link leads to, before the folder itself is there', async () => {
    const root = await temporaryFolder()
    await mkdir(join(root, 'Dropbox', 'videos'), { recursive: true })
    await symlink(join(root, 'Dropbox', 'videos'), join(root, 'Videos'))
    const kindOf = createKindOf({ ...linux, mounts: '' })
    expect(kindOf(join(root, 'Videos', 'Callside'))).toBe('dropbox')
    expect(kindOf(join(root, 'Callside'))).toBe('local')
  })

  test('of Dropbox is read from its own file, whatever that holds', () => {
    const info = '{"personal":{"path":"/a/Dropbox","host":1},"business":{"path":"/b"}}'
    expect(dropboxFolders(info)).toEqual(['/a/Dropbox', '/b'])
    for (const text of ['', '{', '[]', 'null', '{"personal":{}}']) {
      expect(dropboxFolders(text)).toEqual([])
    }
  })

  test('holds files unless only the desktop left its notes there', async () => {
    const root = await temporaryFolder()
    expect(holdsFiles(join(root, 'gone'))).toBe(false)
    await writeFile(join(root, '.DS_Store'), '')
    await writeFile(join(root, 'desktop.ini'), '')
    expect(holdsFiles(root)).toBe(false)
    await writeFile(join(root, 'v.mp4'), '')
    expect(holdsFiles(root)).toBe(true)
  })
})

describe('the folder that nobody chose', () => {
  const facts = (pc: FolderFacts, more: Partial<UsualFolderFacts>): UsualFolderFacts => ({
    platform: pc.platform,
    folders: {
      home: 'C:\\Users\\Ann',
      videos: 'C:\\Users\\Ann\\Videos',
      documents: 'C:\\Users\\Ann\\OneDrive\\Documents'
    },
    kindOf: (folder) => folderKind(folder, pc),
    holdsFiles: () => false,
    ...more
  })
  const posixHome = (home: string, videos: string) => ({
    folders: { home, videos: `${home}/${videos}`, documents: `${home}/Documents` }
  })

  test.each([
    ['Windows', facts(windows, {}), 'C:\\Users\\Ann\\Videos\\Callside'],
    ['macOS', facts(mac, posixHome('/Users/ann', 'Movies')), '/Users/ann/Movies/Callside'],
    ['Linux', facts(linux, posixHome('/home/ann', 'Videos')), '/home/ann/Videos/Callside']
  ])('is among the videos on %s', (_system, of, folder) => {
    expect(usualFolder(of)).toBe(folder)
  })

  test.each(['C:\\Users\\Ann\\OneDrive\\Videos', '\\\\server\\profiles\\ann\\Videos'])(
    'is in the home folder where the videos are redirected to %s',
    (videos) => {
      const { folders } = facts(windows, {})
      const of = facts(windows, { folders: { ...folders, videos } })
      expect(usualFolder(of)).toBe('C:\\Users\\Ann\\Callside')
    }
  )

  test('stays among the documents where earlier versions have saved there', () => {
    const former = 'C:\\Users\\Ann\\OneDrive\\Documents\\Callside'
    const of = facts(windows, { holdsFiles: (folder) => folder === former })
    expect(usualFolder(of)).toBe(former)
  })
})
