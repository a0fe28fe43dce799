import { statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { madeFolder, mayHoldVideos, type KeptFolders } from '../../src/main/settings/save-folder.ts'
import { temporaryFolder } from '../support/folders.ts'

const windows: KeptFolders = {
  platform: 'win32',
  userData: 'C:\\Users\\Ann\\AppData\\Roaming\\Callside',
  temp: 'C:\\Users\\Ann\\AppData\\Local\\Temp'
}
const mac: KeptFolders = {
  platform: 'darwin',
  userData: '/Users/ann/Library/Application Support/Callside',
  temp: '/var/folders/x1/T/'
}
const linux: KeptFolders = {
  platform: 'linux',
  userData: '/home/ann/.config/Callside',
  temp: '/tmp'
}

const pcs = { windows, mac, linux }

describe('a folder for videos', () => {
  test.each([
    ['windows', 'C:\\Users\\Ann\\Documents\\Callside'],
    ['windows', 'D:\\videos'],
    ['windows', '\\\\server\\videos'],
    ['windows', '\\\\server\\videos\\2026'],
    ['windows', 'C:\\Users\\Ann\\AppData\\Roaming\\Callside videos'],
    ['windows', 'C:\\Users\\Ann\\AppData\\Local\\Temporary'],
    ['mac', '/Users/ann/Documents/Callside'],
    ['mac', '/Volumes/Videos'],
    ['linux', '/home/ann/Documents/Callside'],
    ['linux', '/TMP/videos'],
    ['linux', '/home/ann/.config/Callside/../videos'],
    ['linux', '/tmp/../srv/videos']
  ] as const)('on %s may be %s', (platform, folder) => {
    expect(mayHoldVideos(folder, pcs[platform])).toBe(true)
  })

  test.each([
    ['windows', 'C:\\'],
    ['windows', 'd:\\'],
    ['windows', 'C:'],
    ['windows', 'C:/'],
    ['windows', '\\'],
    ['windows', '\\\\?\\C:\\'],
    ['windows', '\\\\.\\C:\\'],
    ['windows', 'videos'],
    ['windows', 'C:videos'],
    ['windows', ''],
    ['windows', 'c:\\users\\ANN\\appdata\\roaming\\CALLSIDE'],
    ['windows', 'C:\\Users\\Ann\\AppData\\Roaming\\Callside\\logs'],
    ['windows', '\\\\?\\C:\\Users\\Ann\\AppData\\Local\\Temp\\x'],
    ['windows', 'C:/Users/Ann/AppData/Local/Temp'],
    ['windows', 'C:\\Users\\Ann\\Documents\\..\\AppData\\Local\\Temp'],
    ['mac', '/'],
    ['mac', '/users/ann/library/application support/callside/videos'],
    ['mac', '/var/folders/x1/T'],
    ['mac', 'videos'],
    ['linux', '/'],
    ['linux', '//'],
    ['linux', '/home/..'],
    ['linux', '/tmp'],
    ['linux', '/tmp/videos'],
    ['linux', '/home/ann/.config/Callside'],
    ['linux', '/home/ann/.config/Callside/..hidden'],
    ['linux', 'C:\\videos']
  ] as const)('on %s may not be %s', (platform, folder) => {
    expect(mayHoldVideos(folder, pcs[platform])).toBe(false)
  })
})

describe('making the folder', () => {
  test('makes every level that is missing, and takes one that is there', async () => {
    const folder = join(await temporaryFolder(), 'a', 'b', 'c')
    expect(madeFolder(folder)).toBe(folder)
    expect(statSync(folder).isDirectory()).toBe(true)
    expect(madeFolder(folder)).toBe(folder)
  })

  test.runIf(process.platform === 'linux')('gives up where a file system makes none', () => {
    expect(() => madeFolder('/proc/callside/videos')).toThrow(
      expect.objectContaining({ code: 'file:folder-unusable' }) as Error
    )
  })
})
