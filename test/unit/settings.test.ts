import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Policy } from '../../src/main/settings/policy.ts'
import { noPolicy } from '../../src/main/settings/policy.ts'
import { Profiles } from '../../src/main/settings/profiles.ts'
import { openSettingsFile, type ObjectStore } from '../../src/main/settings/settings-file.ts'
import { createSettings } from '../../src/main/settings/settings.ts'
import { defaultSettings, readStoredSettings } from '../../src/main/settings/stored-settings.ts'

/** A settings file in a folder of its own; `cut` stores less than it was given, as a full disk does. */
function file({ cut = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'callside-settings-'))
  const path = join(folder, 'settings.json')
  const open = (): ObjectStore => ({
    read: () => {
      const names = readdirSync(folder)
      if (!names.includes('settings.json')) return {}
      return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
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

function setUp(policy: Policy = noPolicy) {
  const written: unknown[] = []
  const settings = createSettings({
    stored: defaultSettings,
    write: (value) => written.push(value),
    policy,
    systemLanguage: 'zh-CN',
    defaultSaveFolder: '/home/agent/Callside',
    appVersion: '1.2.3'
  })
  let ids = 0
  const newId = () => `00000000-0000-4000-8000-00000000000${(ids += 1)}`
  return { settings, written, profiles: new Profiles({ settings, policy, newId }) }
}

describe('settings', () => {
  test('the policy wins over what is stored, what is stored over the default', () => {
    expect(setUp().settings.view().saveFolder).toBe('/home/agent/Callside')
    const chosen = setUp().settings
    expect(chosen.setSaveFolder('/data')).toMatchObject({ saveFolder: '/data' })
    const managed = setUp({ gateways: [], saveFolder: '/srv' }).settings
    expect(managed.view()).toMatchObject({ saveFolder: '/srv', saveFolderManaged: true })
    expect(() => managed.setSaveFolder('/data')).toThrow(
      expect.objectContaining({ code: 'profile-managed' })
    )
  })

  test('the language follows the desktop until one is chosen', () => {
    const { settings } = setUp()
    expect(settings.view().language).toBe('zh-CN')
    expect(settings.change({ languageChoice: 'en' }).language).toBe('en')
  })
})

describe('gateways to choose from', () => {
  const policy: Policy = {
    gateways: [{ name: 'Site', origin: 'https://site.example', caFile: '/etc/ca/site.pem' }],
    saveFolder: null
  }

  test('a managed one comes first, shows no folder, and cannot be changed', () => {
    const { profiles } = setUp(policy)
    const [site] = profiles.list()
    expect(site).toMatchObject({ name: 'Site', managed: true, caFileName: 'site.pem' })
    const refused = expect.objectContaining({ code: 'profile-managed' }) as Error
    expect(() => {
      profiles.remove(site?.profileId ?? '')
    }).toThrow(refused)
    expect(() => profiles.setCaFile(site?.profileId ?? '', '/tmp/x')).toThrow(refused)
  })

  test('has the same id on every start', () => {
    expect(setUp(policy).profiles.list()).toEqual(setUp(policy).profiles.list())
  })

  test('the same address is one gateway, renamed', () => {
    const { profiles } = setUp()
    const first = profiles.save({ name: 'A', url: 'a.example:8043' })
    const again = profiles.save({ name: 'B', url: 'https://a.example:8043/' })
    expect(profiles.list()).toEqual([{ ...first, name: 'B' }])
    expect(again.profileId).toBe(first.profileId)
  })

  test('an address that is none is refused and nothing is stored', () => {
    const { profiles, written } = setUp()
    expect(() => profiles.save({ name: 'A', url: 'http://a.example' })).toThrow(
      expect.objectContaining({ code: 'profile-invalid' })
    )
    expect(written).toEqual([])
  })
})
