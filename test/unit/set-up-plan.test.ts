import { expect, test } from 'vitest'
import { planExtras, planSetUp, type Machine } from '../../scripts/set-up/plan.ts'

const debian = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\nVERSION_ID="12"\n'

/** A fresh Debian with nothing installed, seen by root. */
const fresh: Machine = {
  platform: 'linux',
  isRoot: true,
  osRelease: debian,
  needsBrowser: true,
  hasBrowser: false,
  hasHeadlessShell: true,
  hasFont: false,
  hasStrace: true
}

const sentence = (machine: Machine): string => {
  const plan = planSetUp(machine)
  return plan.action === 'ask' ? plan.sentence : plan.action
}

test('a machine with a browser and a font is left alone', () => {
  expect(planSetUp({ ...fresh, hasBrowser: true, hasFont: true })).toEqual({ action: 'nothing' })
})

test('root on a fresh Debian gets browser and font from apt', () => {
  expect(planSetUp(fresh)).toEqual({
    action: 'apt',
    packages: ['chromium', 'fonts-liberation', 'fontconfig', 'fonts-wqy-microhei']
  })
})

test('only what is missing is fetched', () => {
  expect(planSetUp({ ...fresh, hasFont: true })).toEqual({
    action: 'apt',
    packages: ['chromium', 'fonts-liberation']
  })
  expect(planSetUp({ ...fresh, hasBrowser: true })).toEqual({
    action: 'apt',
    packages: ['fontconfig', 'fonts-wqy-microhei']
  })
})

test('the app on a real Electron needs a font, and no browser', () => {
  const electron = { ...fresh, needsBrowser: false, hasStrace: false, hasHeadlessShell: false }
  expect(planExtras(electron)).toEqual([])
  expect(planSetUp({ ...electron, hasFont: true })).toEqual({ action: 'nothing' })
  expect(planSetUp(electron)).toEqual({
    action: 'apt',
    packages: ['fontconfig', 'fonts-wqy-microhei']
  })
  expect(sentence({ ...electron, isRoot: false })).not.toMatch(/browser|chromium/i)
})

test.each(['ID=ubuntu\n', 'ID="linuxmint"\nID_LIKE="ubuntu debian"\n'])(
  'a relative of Debian (%j) is served by apt too',
  (osRelease) => {
    expect(planSetUp({ ...fresh, osRelease }).action).toBe('apt')
  }
)

test('strace and the small browser are fetched where they can be, and nobody is asked for them', () => {
  const bare = { ...fresh, hasBrowser: true, hasFont: true }
  const packages = (machine: Machine): readonly string[] =>
    planExtras(machine).flatMap((extra) => extra.packages)
  expect(packages({ ...bare, hasStrace: false })).toEqual(['strace'])
  expect(packages({ ...bare, hasHeadlessShell: false })).toContain('chromium-headless-shell')
  expect(packages(bare)).toEqual([])
  const none = { ...bare, hasStrace: false, hasHeadlessShell: false }
  expect(packages({ ...none, isRoot: false })).toEqual([])
  expect(packages({ ...none, osRelease: 'ID=arch\n' })).toEqual([])
  expect(packages({ ...none, osRelease: 'ID=ubuntu\nID_LIKE=debian\n' })).toEqual(['strace'])
  expect(planSetUp({ ...none, isRoot: false })).toEqual({ action: 'nothing' })
})

test('a person who is not root is told the command', () => {
  expect(sentence({ ...fresh, isRoot: false })).toContain('apt-get install chromium')
})

test('another distribution is told what to install, not how', () => {
  const text = sentence({ ...fresh, osRelease: 'ID=fedora\n' })
  expect(text).toContain('a browser (Chrome, Chromium or Edge) and a font with Chinese glyphs')
  expect(text).not.toContain('apt-get')
})

test.each(['win32', 'darwin'] as const)(
  '%s has fonts of its own and lacks only a browser',
  (platform) => {
    const machine = { ...fresh, platform, osRelease: '' }
    expect(sentence(machine)).not.toContain('font')
    expect(planSetUp({ ...machine, hasBrowser: true })).toEqual({ action: 'nothing' })
  }
)

test('what is said is one sentence', () => {
  for (const isRoot of [true, false]) {
    const text = sentence({ ...fresh, isRoot, osRelease: 'ID=arch\n' })
    expect(text).toMatch(/^[^\n]+\.$/)
  }
})
