import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { realMoveCalls, type MoveCalls } from '../../src/main/user-data/move-calls.ts'
import { moveUserData, userDataInForce } from '../../src/main/user-data/move-user-data.ts'
import { userDataPlace, type UserDataFacts } from '../../src/main/user-data/user-data-place.ts'
import { temporaryFolder } from '../support/folders.ts'

describe('the folder of user data', () => {
  const windows: UserDataFacts = {
    platform: 'win32',
    env: { LOCALAPPDATA: 'C:\\Users\\Ann\\AppData\\Local' },
    appName: 'Callside',
    standard: 'C:\\Users\\Ann\\AppData\\Roaming\\Callside',
    given: false
  }
  const local = 'C:\\Users\\Ann\\AppData\\Local\\Callside'

  test('is local on Windows, and what roams is moved there', () => {
    expect(userDataPlace(windows)).toEqual({ folder: local, formerly: windows.standard })
    expect(userDataPlace({ ...windows, standard: local.toUpperCase() }).formerly).toBeNull()
  })

  test.each([
    ['the command line names one', { given: true, standard: 'D:\\data' }],
    ['Windows does not say where local is', { env: {} }],
    ['Windows names no absolute path', { env: { LOCALAPPDATA: 'Local' } }],
    ['it is macOS', { platform: 'darwin', standard: '/Users/ann/Library/Application Support/C' }],
    ['it is Linux', { platform: 'linux', standard: '/home/ann/.config/Callside' }]
  ] as const)('is Electron’s own where %s', (_why, changes) => {
    const facts = { ...windows, ...changes }
    expect(userDataPlace(facts)).toEqual({ folder: facts.standard, formerly: null })
  })
})

const old = {
  'settings.json': '{"theme":"dark"}',
  'settings.json.bak': '{"theme":"dark"}',
  'library.db': 'rows',
  'library.db-wal': 'newest rows',
  'library.db.set-aside-1': 'older rows',
  'supervision-audit.jsonl': '{"who":"2001"}\n',
  'logs/callside.log': 'line\n',
  'logs/callside.log.1': 'line\n',
  'Local State': '{"os_crypt":{}}'
}
const foreign = { 'Cache/data_0': 'cache', Cookies: 'cookies' }

/** A roaming folder as an earlier version left it, and a local one that is not there yet. */
async function profile() {
  const root = await temporaryFolder()
  const place = { folder: join(root, 'Local', 'Callside'), formerly: join(root, 'Roaming') }
  for (const [name, text] of Object.entries({ ...old, ...foreign })) put(place.formerly, name, text)
  mkdirSync(join(root, 'Local'))
  return place
}

function put(folder: string, name: string, text: string): void {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, text)
}

/** Every file of a folder with its text. */
function contentOf(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {}
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  const files = names.filter((name) => statSync(join(folder, name)).isFile())
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}

/** The real calls, of which the one numbered `at` fails; `forGood`: so do all after it, as a crash. */
function failingAt(at: number, forGood: boolean): { calls: MoveCalls; count: () => number } {
  let count = 0
  const guarded =
    <Given extends unknown[]>(call: (...given: Given) => void) =>
    (...given: Given): void => {
      count += 1
      if (forGood ? count >= at : count === at) throw new Error('the power is gone')
      call(...given)
    }
  const { makeFolder, copy, write, rename, remove } = realMoveCalls
  return {
    count: () => count,
    calls: {
      makeFolder: guarded(makeFolder),
      copy: guarded(copy),
      write: guarded(write),
      rename: guarded(rename),
      remove: guarded(remove)
    }
  }
}

describe('roaming user data', () => {
  test('is moved whole, without Chromium’s, and the old folder is gone', async () => {
    const place = await profile()
    expect(userDataInForce(place)).toBe(place.formerly)
    expect(moveUserData(place)).toEqual({ folder: place.folder, notMoved: null })
    expect(contentOf(place.folder)).toEqual(old)
    expect(existsSync(place.formerly)).toBe(false)
    expect(userDataInForce(place)).toBe(place.folder)
    expect(readdirSync(join(place.folder, '..'))).toEqual(['Callside'])
  })

  test('is moved also where Chromium has made the local folder before', async () => {
    const place = await profile()
    put(place.folder, 'Crashpad/settings.dat', 'x')
    expect(moveUserData(place).folder).toBe(place.folder)
    expect(contentOf(place.folder)).toEqual(old)
    expect(readdirSync(join(place.folder, '..'))).toEqual(['Callside'])
  })

  test('is there once, whole, wherever the moving breaks off; the next start ends it', async () => {
    const all = failingAt(Infinity, false)
    moveUserData(await profile(), all.calls)
    expect(all.count()).toBeGreaterThan(14)
    for (const forGood of [true, false]) {
      for (let at = 1; at <= all.count(); at += 1) {
        const place = await profile()
        const { folder, notMoved } = moveUserData(place, failingAt(at, forGood).calls)
        const step = `${forGood ? 'crash' : 'failure'} at ${String(at)}`
        expect(contentOf(folder), step).toMatchObject(old)
        expect(userDataInForce(place), step).toBe(folder)
        expect(notMoved, step).toBe(folder === place.formerly ? 'failed' : null)
        expect(moveUserData(place), step).toEqual({ folder: place.folder, notMoved: null })
        expect(contentOf(place.folder), step).toEqual(old)
        expect(existsSync(place.formerly), step).toBe(false)
        expect(readdirSync(join(place.folder, '..')), step).toEqual(['Callside'])
      }
    }
  })

  test('is left where it is while another Callside works with it', async () => {
    const place = await profile()
    put(place.formerly, 'lockfile', '')
    expect(moveUserData(place)).toEqual({ folder: place.formerly, notMoved: 'in-use' })
    expect(contentOf(place.formerly)).toMatchObject(old)
    expect(existsSync(place.folder)).toBe(false)
  })

  test('of another PC that comes back later neither replaces the local one nor is removed', async () => {
    const place = await profile()
    moveUserData(place)
    put(place.formerly, 'settings.json', '{"theme":"light"}')
    expect(moveUserData(place).folder).toBe(place.folder)
    expect(contentOf(place.folder)).toEqual(old)
    expect(contentOf(place.formerly)).toEqual({ 'settings.json': '{"theme":"light"}' })
  })

  test('that was written to after it was copied is not removed', async () => {
    const place = await profile()
    const { calls } = failingAt(Infinity, false)
    const cut: MoveCalls = {
      ...calls,
      remove: () => {
        throw new Error('locked')
      }
    }
    expect(moveUserData(place, cut).folder).toBe(place.folder)
    put(place.formerly, 'library.db', 'rows of an older Callside')
    expect(moveUserData(place).folder).toBe(place.folder)
    expect(contentOf(place.formerly)).toHaveProperty(['library.db'], 'rows of an older Callside')
  })

  test('that never was needs no moving, and Chromium’s alone is none', async () => {
    const root = await temporaryFolder()
    const place = { folder: join(root, 'Callside'), formerly: join(root, 'Roaming') }
    expect(moveUserData(place)).toEqual({ folder: place.folder, notMoved: null })
    put(place.formerly, 'Cookies', 'cookies')
    expect(moveUserData(place).folder).toBe(place.folder)
    expect(contentOf(root)).toEqual({ 'Roaming/Cookies': 'cookies' })
  })
})
