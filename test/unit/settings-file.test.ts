import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openSettings } from '../../src/main/settings/open-settings.ts'
import {
  openSettingsFile,
  settingsIn,
  type ObjectStore
} from '../../src/main/settings/settings-file.ts'
import { defaultSettings, readStoredSettings } from '../../src/main/settings/stored-settings.ts'

/** A settings file in a folder of its own; `cut` stores less than it was given, as a full disk does. */
function file({ cut = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'callside-settings-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  const path = join(folder, 'settings.json')
  const open = (): ObjectStore => ({
    read: () => {
      const names = readdirSync(folder)
      if (!names.includes('settings.json')) return {}
      return settingsIn(readFileSync(path, 'utf8'))
    },
    write: (value) => {
      const text = JSON.stringify(value)
      writeFileSync(path, cut ? text.slice(0, 10) : text)
    }
  })
  return { folder, path, deps: { path, open, stamp: '1' } }
}

describe('the settings file', () => {
  test('holds what was written, and a backup of it', () => {
    const { deps, path } = file()
    openSettingsFile(deps).write({ theme: 'dark' })
    expect(openSettingsFile(deps)).toMatchObject({ raw: { theme: 'dark' }, from: 'file' })
    expect(JSON.parse(readFileSync(`${path}.bak`, 'utf8'))).toEqual({ theme: 'dark' })
  })

  test('that is damaged is set aside and restored from the backup', () => {
    const { deps, path, folder } = file()
    openSettingsFile(deps).write({ theme: 'dark' })
    writeFileSync(path, '{"theme":"da')
    expect(openSettingsFile(deps)).toMatchObject({ raw: { theme: 'dark' }, from: 'backup' })
    expect(readdirSync(folder)).toContain('settings.json.damaged-1')
  })

  test.each(['null', '[]', '"dark"', '1', ''])(
    'that holds %j is damaged, and the backup is not lost',
    (text) => {
      const { deps, path, folder } = file()
      openSettingsFile(deps).write({ theme: 'dark' })
      writeFileSync(path, text)
      expect(openSettingsFile(deps)).toMatchObject({ raw: { theme: 'dark' }, from: 'backup' })
      expect(readdirSync(folder)).toContain('settings.json.damaged-1')
      expect(JSON.parse(readFileSync(`${path}.bak`, 'utf8'))).toEqual({ theme: 'dark' })
    }
  )

  test('that can neither be read nor set aside stays, and gives the defaults for this run', () => {
    const { deps, path, folder } = file()
    // For root as well: what it would be renamed to is a folder that is not empty.
    mkdirSync(path)
    mkdirSync(`${path}.damaged-1`)
    writeFileSync(join(`${path}.damaged-1`, 'earlier'), '')
    const opened = openSettingsFile(deps)
    expect(opened).toMatchObject({ raw: {}, from: 'defaults' })
    expect(() => {
      opened.write({ theme: 'dark' })
    }).toThrow(expect.objectContaining({ code: 'file:write-failed' }))
    expect(readdirSync(folder).sort()).toEqual(['settings.json', 'settings.json.damaged-1'])
  })

  test('on a disk that refuses says so in words of the app', () => {
    const { deps } = file()
    const full = Object.assign(new Error('planted'), { code: 'ENOSPC' })
    const open = (): ObjectStore => ({
      read: () => ({}),
      write: () => {
        throw full
      }
    })
    expect(() => {
      openSettingsFile({ ...deps, open }).write({ theme: 'dark' })
    }).toThrow(expect.objectContaining({ code: 'file:no-space' }))
  })

  test('that is damaged without a backup gives the defaults and keeps the damaged one', () => {
    const { deps, path, folder } = file()
    writeFileSync(path, '\0\0\0')
    expect(openSettingsFile(deps)).toMatchObject({ raw: {}, from: 'defaults' })
    expect(readdirSync(folder)).toContain('settings.json.damaged-1')
  })

  test('that was cut while writing is an error, and the backup stays whole', () => {
    const { deps, path } = file()
    openSettingsFile(deps).write({ theme: 'dark' })
    const full = { ...deps, open: file({ cut: true }).deps.open }
    expect(() => {
      openSettingsFile(full).write({ theme: 'light' })
    }).toThrow(expect.objectContaining({ code: 'file:write-failed' }))
    expect(JSON.parse(readFileSync(`${path}.bak`, 'utf8'))).toEqual({ theme: 'dark' })
  })

  test('a value that does not fit costs itself and is named; its neighbours stay', () => {
    const { settings, damaged } = readStoredSettings({ theme: 'purple', languageChoice: 'zh-CN' })
    expect(settings).toEqual({ ...defaultSettings, languageChoice: 'zh-CN' })
    expect(damaged).toEqual(['theme'])
  })
})

/** Opens the settings of a person whose usual folders are these. */
const openIn = ({ folder, deps }: ReturnType<typeof file>): ReturnType<typeof openSettings> =>
  openSettings({
    ...deps,
    policyText: null,
    systemLanguage: 'en',
    defaultSaveFolder: '/home/agent/Callside',
    kindOf: () => 'local',
    keptFolders: { platform: 'linux', userData: '/home/agent/.config', temp: join(folder, 'temp') },
    now: () => 0,
    appVersion: '1.2.3'
  })

test.each([
  ['nothing wrong', { kept: true, text: '{"theme":"light"}' }, []],
  ['a cut file beside a backup', { kept: true, text: '{"th' }, [{ name: 'settings-restored' }]],
  ['a cut file alone', { kept: false, text: '{"th' }, [{ name: 'settings-reset' }]],
  [
    'two values that do not fit',
    { kept: true, text: '{"theme":"purple","videosAtOnce":-1}' },
    [{ name: 'settings-values-reset', subject: 'theme, videosAtOnce' }]
  ]
])('of %s the person is told what is so', (_what, { kept, text }, news) => {
  const place = file()
  if (kept) openSettingsFile(place.deps).write({ theme: 'dark' })
  writeFileSync(place.path, text)
  expect(openIn(place).news).toEqual(news)
})

test('a save folder is judged by where it leads, not only by its name', () => {
  const place = file()
  const { folder } = place
  for (const name of ['temp', 'videos']) mkdirSync(join(folder, name))
  symlinkSync(join(folder, 'temp'), join(folder, 'to-temp'))
  symlinkSync(join(folder, 'videos'), join(folder, 'to-videos'))
  const { settings } = openIn(place)
  const chosen = join(folder, 'to-videos')
  expect(settings.setSaveFolder(chosen).saveFolder).toBe(chosen)
  for (const name of ['temp', 'to-temp']) {
    expect(() => settings.setSaveFolder(join(folder, name))).toThrow(
      expect.objectContaining({ code: 'file:folder-unusable' })
    )
  }
})
