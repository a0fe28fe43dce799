import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { applicationMenu } from '../../src/main/desktop/application-menu.ts'
import { refusesRoot } from '../../src/main/desktop/root-refusal.ts'
import { appUserModelId } from '../../src/main/desktop/system-identity.ts'
import { suggestedKeys } from '../../src/main/doctor/pc-checks.ts'
import { shortcutOf, keyOf, type KeyName } from '../../src/renderer/src/features/now/call-keys.ts'
import { captureKeys } from '../../src/renderer/src/features/now/capture-keys.ts'
import { rejoinKeys } from '../../src/renderer/src/features/now/rejoin/rejoin-rules.ts'
import { speak } from '../../src/shared/i18n/index.ts'
import { allItems, macKey, macRoleKeys } from '../support/role-keys.ts'

const onMac = (packaged: boolean) =>
  allItems(applicationMenu({ platform: 'darwin', packaged }) ?? [])
const roles = (packaged: boolean) =>
  onMac(packaged).flatMap(({ role }) => (role === undefined ? [] : [role.toLowerCase()]))

beforeEach(() => {
  speak(() => 'en')
})
afterEach(() => {
  speak(() => 'en')
})

test.each(['win32', 'linux'] as const)('%s has no menu, and so no key of one', (platform) => {
  expect(applicationMenu({ platform, packaged: true })).toBeNull()
  expect(applicationMenu({ platform, packaged: false })).toBeNull()
})

describe('the menu on macOS', () => {
  test('has what fields, windows and quitting need', () => {
    const needed = ['undo', 'redo', 'cut', 'copy', 'paste', 'selectall', 'hide', 'hideothers']
    const window = ['unhide', 'minimize', 'close', 'togglefullscreen', 'quit', 'about']
    expect(roles(true)).toEqual(expect.arrayContaining([...needed, ...window]))
  })

  test('reloads nothing and zooms no page, and shows developer tools to developers only', () => {
    const never = ['reload', 'forcereload', 'zoomin', 'zoomout', 'resetzoom', 'viewmenu']
    expect(roles(false).filter((role) => never.includes(role))).toEqual([])
    expect(roles(true)).not.toContain('toggledevtools')
    expect(roles(false)).toContain('toggledevtools')
  })

  test('speaks the language of the app, in every item', () => {
    const labels = () => onMac(false).flatMap(({ type, label }) => (type ? [] : [label]))
    const english = labels()
    expect(english.filter((label) => label === undefined || label === '')).toEqual([])
    speak(() => 'zh-CN')
    const chinese = labels()
    expect(chinese).toHaveLength(english.length)
    const same = chinese.filter((label, index) => label === english[index])
    expect(same).toEqual(['Callside'])
  })
})

/** Where the page looks at Ctrl or Cmd, with the keys that it takes there, as `aria-keyshortcuts` writes them. */
const pageKeys: Readonly<Record<string, readonly string[]>> = {
  'App.svelte': Array.from({ length: 9 }, (_none, index) => `Meta+${index + 1}`),
  'features/now/call-keys.ts': Object.keys(keyOf).map((name) =>
    // The keys of the object are its type's.
    shortcutOf(name as KeyName, 'Mac OS X')
  ),
  'features/now/capture-keys.ts': captureKeys.split(' '),
  'features/now/rejoin/rejoin-rules.ts': rejoinKeys.split(' '),
  'features/now/call-data/CallDataCard.svelte': ['Meta+Enter', 'Control+Enter'],
  'items/NoteEditor.svelte': ['Meta+Enter', 'Control+Enter'],
  // All rows: what the menu's "Select All" means there, too. Asked of the page first.
  'features/library/saved-keys.ts': [],
  // These look at Ctrl and Cmd to leave keys with them alone.
  'features/captures/Gallery.svelte': [],
  'items/PictureDialog.svelte': [],
  'ui/SearchField.svelte': [],
  'ui/row-keys.ts': []
}

describe('no key of the menu is one of ours', () => {
  const page = resolve(import.meta.dirname, '../../src/renderer/src')

  test('the table below knows every file of the page that looks at Ctrl or Cmd', () => {
    const looking = readdirSync(page, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(ts|svelte)$/.test(path))
      .filter((path) => /ctrlKey|metaKey/.test(readFileSync(join(page, path), 'utf8')))
      .map((path) => path.replaceAll('\\', '/'))
    expect(Object.keys(pageKeys).sort()).toEqual(looking.sort())
  })

  test.each([
    ...Object.values(pageKeys).flat(),
    // What the doctor suggests for use outside the window.
    suggestedKeys
  ])('%s', (key) => {
    const taken = roles(false).map((role) => {
      expect(Object.keys(macRoleKeys)).toContain(role)
      const written = macRoleKeys[role]
      return typeof written === 'string' ? macKey(written) : null
    })
    expect(taken).not.toContain(macKey(key))
  })

  test('items with keys of their own would be found as well: there are none', () => {
    expect(onMac(false).filter(({ accelerator }) => accelerator !== undefined)).toEqual([])
  })

  test('the default menu, which this one replaces, took the key that rejoins', () => {
    expect(rejoinKeys.split(' ').map(macKey)).toContain(macKey(macRoleKeys['forcereload'] ?? ''))
  })
})

test.each([
  ['win32', 'Callside.Callside'],
  ['darwin', null],
  ['linux', null]
] as const)('%s knows the app as %s', (platform, id) => {
  expect(appUserModelId(platform)).toBe(id)
})

test.each([
  ['linux', 0, true, true],
  // The pages are shown by a program of its own, which root may start without a sandbox.
  ['linux', 0, false, false],
  ['linux', 65534, true, false],
  ['darwin', 0, true, false],
  ['win32', undefined, true, false]
] as const)(
  'on %s user %s (Chromium inside: %s) is refused: %s',
  (...[platform, uid, hasChromium, refused]) => {
    expect(refusesRoot({ platform, uid, hasChromium })).toBe(refused)
  }
)
