import { describe, expect, test } from 'vitest'
import type { Policy } from '../../src/main/settings/policy.ts'
import { noPolicy } from '../../src/main/settings/policy.ts'
import { Profiles } from '../../src/main/settings/profiles.ts'
import { createSettings } from '../../src/main/settings/settings.ts'
import { manageable } from '../../src/shared/model/settings.ts'
import { defaultSettings, readStoredSettings } from '../../src/main/settings/stored-settings.ts'

function setUp(policy: Policy = noPolicy, beforeWriting: () => void = () => undefined) {
  const written: unknown[] = []
  const settings = createSettings({
    stored: defaultSettings,
    write: (value) => {
      beforeWriting()
      written.push(value)
    },
    policy,
    systemLanguage: 'zh-CN',
    defaultSaveFolder: '/home/agent/Callside',
    kindOf: (folder) => (folder.startsWith('/cloud') ? 'dropbox' : 'local'),
    mayHoldVideos: (folder) => folder !== '/',
    now: () => new Date(2026, 10, 20, 9, 30, 15).getTime(),
    appVersion: '1.2.3'
  })
  let ids = 0
  const newId = () => `00000000-0000-4000-8000-00000000000${(ids += 1)}`
  return { settings, written, profiles: new Profiles({ settings, policy, newId }) }
}

const error = (code: string): Error => expect.objectContaining({ code }) as Error

describe('settings', () => {
  test('the policy wins over what is stored, what is stored over the default', () => {
    expect(setUp().settings.view().saveFolder).toBe('/home/agent/Callside')
    const chosen = setUp().settings
    expect(chosen.setSaveFolder('/data')).toMatchObject({ saveFolder: '/data' })
    const managed = setUp({ ...noPolicy, saveFolder: '/srv' }).settings
    expect(managed.view()).toMatchObject({ saveFolder: '/srv', saveFolderManaged: true })
    expect(() => managed.setSaveFolder('/data')).toThrow(error('setting-managed'))
  })

  test('a folder where no video may be kept is refused, and the old one stays', () => {
    const { settings, written } = setUp()
    expect(() => settings.setSaveFolder('/')).toThrow(error('file:folder-unusable'))
    expect(written).toEqual([])
  })

  test('a folder that nobody chose is kept once something is saved in it, and never a policy’s', () => {
    const { settings, written } = setUp()
    expect(settings.saveFolderInUse()).toBe('/home/agent/Callside')
    expect(settings.saveFolderInUse()).toBe('/home/agent/Callside')
    expect(written).toMatchObject([{ saveFolder: '/home/agent/Callside' }])
    const managed = setUp({ ...noPolicy, saveFolder: '/srv' })
    expect(managed.settings.saveFolderInUse()).toBe('/srv')
    expect(managed.written).toEqual([])
  })

  test('a folder that nobody chose is used also where that cannot be written down', () => {
    const { settings } = setUp(noPolicy, () => {
      throw new Error('the disk is full')
    })
    expect(settings.saveFolderInUse()).toBe('/home/agent/Callside')
  })

  test('say where the folder is', () => {
    const { settings } = setUp()
    expect(settings.view().saveFolderKind).toBe('local')
    expect(settings.setSaveFolder('/cloud/videos').saveFolderKind).toBe('dropbox')
  })

  test('the language follows the desktop until one is chosen', () => {
    const { settings } = setUp()
    expect(settings.view().language).toBe('zh-CN')
    expect(settings.change({ languageChoice: 'en' }).language).toBe('en')
  })
})

describe('settings of the library', () => {
  test('are two videos at once, nothing by itself, and a plain name, until changed', () => {
    expect(setUp().settings.view()).toMatchObject({
      nameTemplate: '{date}_{time}_{agent}_{call}',
      videosAtOnce: 2,
      saveAfterCall: false,
      saveAfterCallWaitSeconds: 30,
      verifyEveryDays: 0,
      managed: []
    })
  })

  test('are kept when they are changed, and told', () => {
    const { settings, written } = setUp()
    const told: unknown[] = []
    settings.onChange((view) => told.push(view))
    const change = { nameTemplate: '{call}', videosAtOnce: 4, saveAfterCall: true }
    expect(settings.change(change)).toMatchObject(change)
    expect(written).toEqual([{ ...defaultSettings, ...change }])
    expect(told).toEqual([settings.view()])
  })

  test('that the policy fixes are its values, named, and refuse every change', () => {
    const fixed = { nameTemplate: '{date}', videosAtOnce: 1, verifyEveryDays: 7 }
    const policy = { ...fixed, saveAfterCall: true, saveAfterCallWaitSeconds: 5 }
    const { settings, written } = setUp({ ...noPolicy, ...policy })
    expect(settings.view()).toMatchObject({ ...policy, managed: Object.keys(policy).sort(order) })
    for (const [key, value] of Object.entries(policy)) {
      expect(() => settings.change({ theme: 'dark', [key]: value })).toThrow(
        error('setting-managed')
      )
    }
    expect(written).toEqual([])
    expect(settings.change({ theme: 'dark' }).theme).toBe('dark')
  })

  test('refuse a template that gives no names, and keep the old one', () => {
    const { settings, written } = setUp()
    expect(() => settings.change({ nameTemplate: 'video' })).toThrow(error('name-template-invalid'))
    expect(() => settings.previewName('{date}/{call}')).toThrow(error('name-template-invalid'))
    expect(written).toEqual([])
    expect(settings.previewName('{date} {time}')).toBe('20261120 093015.mp4')
  })

  test('that were stored and do not fit are named, and the defaults hold', () => {
    const { settings, damaged } = readStoredSettings({
      ...{ nameTemplate: 'a/b', videosAtOnce: 9, saveAfterCall: 'yes' },
      ...{ saveAfterCallWaitSeconds: -1, verifyEveryDays: 1.5 }
    })
    expect(settings).toEqual(defaultSettings)
    expect([...damaged].sort()).toEqual([
      ...['nameTemplate', 'saveAfterCall', 'saveAfterCallWaitSeconds', 'verifyEveryDays'],
      'videosAtOnce'
    ])
  })
})

const order = (one: string, other: string): number =>
  manageable.findIndex((key) => key === one) - manageable.findIndex((key) => key === other)

describe('gateways to choose from', () => {
  const policy: Policy = {
    ...noPolicy,
    gateways: [
      { name: 'Site', origin: 'https://site.example', caFile: '/etc/ca/site.pem', pin: null }
    ]
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
