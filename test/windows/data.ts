import assert from 'node:assert/strict'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync
} from 'node:fs'
import { homedir } from 'node:os'
import { join, win32 } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openDatabase } from '../../src/main/library/database/open-database.ts'
import { createKindOf, folderFacts } from '../../src/main/settings/folder-facts.ts'
import { policyPath, readPolicy } from '../../src/main/settings/policy.ts'
import { madeFolder, mayHoldVideos } from '../../src/main/settings/save-folder.ts'
import { openSettingsFile, type SettingsFileDeps } from '../../src/main/settings/settings-file.ts'
import { moveUserData } from '../../src/main/user-data/move-user-data.ts'
import { madeRow } from './made-row.ts'
import { openedStore } from './opened-store.ts'
import type { Proof } from './proof.ts'

/** A store as the app's is: written beside its place and renamed into it. */
const settingsAt = (path: string): SettingsFileDeps => ({
  path,
  stamp: '1',
  open: () => ({
    read: () =>
      existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>) : {},
    write: (value) => {
      writeFileSync(`${path}.tmp`, JSON.stringify(value))
      renameSync(`${path}.tmp`, path)
    }
  })
})

/** Database, settings, policy and where they are. */
export const dataProofs: readonly Proof[] = [
  {
    name: 'the library’s database keeps its rows, in a folder with Chinese characters too',
    show: (folder) => {
      const path = join(folder, '座席 张三', 'library.db')
      const store = openedStore(path)
      store.put(madeRow(1), madeRow(2))
      store.close()
      const again = openedStore(path)
      assert.equal(again.count(), 2)
      again.close()
    }
  },
  {
    name: 'a damaged database is set aside, and a new one begins',
    show: (folder) => {
      const path = join(folder, 'library.db')
      writeFileSync(path, 'no database '.repeat(1_000))
      const { database, setAside } = openDatabase(path, 'now')
      database.close()
      assert.ok(setAside !== null)
      assert.equal(readFileSync(setAside.path, 'utf8').slice(0, 11), 'no database')
    }
  },
  {
    name: 'a database that another program holds is never taken for damaged',
    show: (folder) => {
      const path = join(folder, 'library.db')
      openDatabase(path, 'now').database.close()
      const other = new DatabaseSync(path)
      other.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
      assert.throws(() => openDatabase(path, 'now'))
      other.close()
      assert.deepEqual(
        readdirSync(folder).filter((name) => name.includes('set-aside')),
        []
      )
      openDatabase(path, 'now').database.close()
    }
  },
  {
    name: 'the settings file is read back, and its backup takes the place of a damaged one',
    show: (folder) => {
      const deps = settingsAt(join(folder, 'settings.json'))
      openSettingsFile(deps).write({ theme: 'dark', saveFolder: 'D:\\录像' })
      writeFileSync(deps.path, '{"theme":')
      const { raw, from } = openSettingsFile(deps)
      assert.equal(from, 'backup')
      assert.deepEqual(raw, { theme: 'dark', saveFolder: 'D:\\录像' })
    }
  },
  {
    name: 'a policy is understood with the paths of this system',
    show: (folder) => {
      const { policy, ignored } = readPolicy(
        JSON.stringify({ saveFolder: folder, videosAtOnce: 1 })
      )
      assert.deepEqual(ignored, [])
      assert.equal(policy.saveFolder, folder)
      const { platform } = process
      policyPath({ packaged: true, platform, fromEnvironment: undefined })
    }
  },
  {
    name: 'a save folder is made and its kind is told; temporary files are no place for it',
    show: (folder) => {
      const { platform } = process
      const made = madeFolder(join(folder, 'a', '录像'))
      const kept = { platform, userData: join(folder, 'data'), temp: join(folder, 'temp') }
      assert.equal(mayHoldVideos(made, kept), true)
      assert.equal(mayHoldVideos(join(kept.temp, 'x'), kept), false)
      const kindOf = createKindOf(folderFacts(platform, process.env))
      assert.equal(kindOf(join(homedir(), 'OneDrive - Contoso', 'a')), 'onedrive')
      if (platform === 'win32') assert.equal(kindOf('\\\\server\\videos'), 'network')
    }
  },
  {
    name: 'a roaming folder of user data is moved whole',
    show: (folder) => {
      const place = { folder: join(folder, 'Local', 'Callside'), formerly: join(folder, 'Roaming') }
      mkdirSync(join(place.formerly, 'logs'), { recursive: true })
      writeFileSync(join(place.formerly, 'settings.json'), '{}')
      writeFileSync(join(place.formerly, 'logs', 'callside.log'), 'line')
      const store = openedStore(join(place.formerly, 'library.db'))
      store.put(madeRow(1))
      store.close()
      assert.deepEqual(moveUserData(place), { folder: place.folder, notMoved: null })
      assert.equal(existsSync(place.formerly), false)
      const moved = openedStore(join(place.folder, 'library.db'))
      assert.equal(moved.count(), 1)
      moved.close()
    }
  },
  {
    name: 'a path of more than 260 characters is made, written and read',
    windowsOnly: true,
    show: (folder) => {
      const deep = win32.join(folder, ...Array<string>(8).fill('x'.repeat(40)))
      madeFolder(deep)
      writeFileSync(join(deep, 'a.json'), 'x')
      assert.equal(readFileSync(join(deep, 'a.json'), 'utf8'), 'x')
    }
  }
]
