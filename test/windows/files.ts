import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { open, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { systemClock as clock } from '../../src/main/clock.ts'
import { checkManifest } from '../../src/main/library/evidence/check-manifest.ts'
import { withFolderLock } from '../../src/main/library/evidence/folder-lock.ts'
import { appendToManifest } from '../../src/main/library/evidence/manifest-file.ts'
import { manifestName } from '../../src/main/library/evidence/manifest-entry.ts'
import { freeOnDisk } from '../../src/main/library/files/disk-space.ts'
import { safeFileName } from '../../src/main/library/files/file-name.ts'
import {
  createFilePlacement,
  type NamingCalls
} from '../../src/main/library/files/file-placement.ts'
import { flushFolder } from '../../src/main/library/files/flush-folder.ts'
import { createPart, reopenPart } from '../../src/main/library/files/part-file.ts'
import { removeFile } from '../../src/main/library/files/remove-file.ts'
import { writeSmallFile } from '../../src/main/library/files/small-file.ts'
import { requireWritable } from '../../src/main/library/files/write-test.ts'
import { placeUnderFreeName } from '../../src/main/library/transfer/place-loop.ts'
import { briefly, type Proof } from './proof.ts'

const { signal } = new AbortController()
const wait = { clock, signal }
const heldForMs = 300

const noLinks = (): Promise<never> =>
  Promise.reject(Object.assign(new Error('no hard links'), { code: 'ENOTSUP' }))

async function place(
  folder: string,
  [fileName, content]: readonly [string, string],
  calls: Partial<NamingCalls> = {}
): Promise<string> {
  const partName = `${content}.part`
  writeFileSync(join(folder, partName), content)
  const placement = createFilePlacement({ clock, calls })
  return placeUnderFreeName(placement, { folder, partName, fileName, signal }, () => undefined)
}

async function note(folder: string, count: number): Promise<void> {
  const facts = { bytes: 1, sha256: '0'.repeat(64), agentId: '1001' }
  for (let n = 0; n < count; n += 1) {
    const itemId = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
    await appendToManifest(
      folder,
      { what: 'saved', file: `${String(n)}.mp4`, itemId, ...facts },
      clock
    )
  }
}

/** Parts, names, small files, manifest and locks. */
export const fileProofs: readonly Proof[] = [
  {
    name: 'a folder can be written to, flushed and asked for its room',
    show: async (folder) => {
      await requireWritable(folder)
      await flushFolder(folder)
      assert.ok(((await freeOnDisk(folder)) ?? 0) > 0)
      assert.deepEqual(readdirSync(folder), [])
    }
  },
  {
    name: 'a part is created once, and continued with the hash of what it holds',
    show: async (folder) => {
      const path = join(folder, 'a.part')
      const part = await createPart(path, wait)
      await part.handle.write('first half, and rubbish')
      await part.handle.close()
      await assert.rejects(createPart(path, wait), { code: 'EEXIST' })
      const again = await reopenPart(path, 10, wait)
      assert.equal(
        again?.hash.digest('hex'),
        createHash('sha256').update('first half').digest('hex')
      )
      await again.handle.close()
      assert.equal(readFileSync(path, 'utf8'), 'first half')
    }
  },
  {
    name: 'a file gets its name, the next one a number, with hard links and without',
    show: async (folder) => {
      assert.equal(await place(folder, ['录像.mp4', 'one']), '录像.mp4')
      assert.equal(await place(folder, ['录像.mp4', 'two']), '录像 (2).mp4')
      assert.equal(await place(folder, ['录像.mp4', 'three'], { link: noLinks }), '录像 (3).mp4')
      assert.equal(readFileSync(join(folder, '录像 (3).mp4'), 'utf8'), 'three')
      assert.equal(readdirSync(folder).length, 3)
    }
  },
  {
    name: 'names that differ by case only are one name',
    show: async (folder) => {
      await place(folder, ['Video.mp4', 'one'])
      assert.equal(await place(folder, ['VIDEO.mp4', 'two']), 'VIDEO (2).mp4')
      assert.equal(readFileSync(join(folder, 'Video.mp4'), 'utf8'), 'one')
    }
  },
  {
    name: 'names of devices, of streams and with dots at their end become plain names',
    show: async (folder) => {
      for (const stem of ['CON', 'nul.x', 'a:b', 'b.', ' c ', 'com1']) {
        const name = safeFileName(stem, 'mp4')
        await place(folder, [name, createHash('sha256').update(stem).digest('hex')])
        assert.ok(readdirSync(folder).includes(name), name)
      }
    }
  },
  {
    name: 'a small file is replaced whole',
    show: async (folder) => {
      const path = join(folder, 'a.json')
      writeFileSync(`${path}.new`, 'what a crash left')
      await writeSmallFile(path, 'old', clock)
      await writeSmallFile(path, 'new', clock)
      assert.equal(readFileSync(path, 'utf8'), 'new')
      assert.deepEqual(readdirSync(folder), ['a.json'])
    }
  },
  {
    name: 'a small file that somebody has open is replaced once it is free',
    show: async (folder) => {
      const path = join(folder, 'a.json')
      await writeSmallFile(path, 'old', clock)
      const held = await open(path, 'r')
      const writing = writeSmallFile(path, 'new', clock)
      await briefly(heldForMs)
      await held.close()
      await writing
      assert.equal(readFileSync(path, 'utf8'), 'new')
    }
  },
  {
    name: 'a file that somebody reads can be removed',
    show: async (folder) => {
      const path = join(folder, 'a.part')
      writeFileSync(path, 'x')
      const held = await open(path, 'r')
      const removing = removeFile(path, wait)
      await briefly(heldForMs)
      await held.close()
      await removing
      assert.equal(existsSync(path), false)
    }
  },
  {
    name: 'a manifest that several write at once stays one chain',
    show: async (folder) => {
      await Promise.all([note(folder, 8), note(folder, 8), note(folder, 8)])
      const check = checkManifest(readFileSync(join(folder, manifestName), 'utf8'))
      assert.equal(check.whole, true)
      assert.equal(existsSync(join(folder, `${manifestName}.lock`)), false)
    }
  },
  {
    name: 'a lock that is deleted and still open somewhere is waited for',
    windowsOnly: true,
    show: async (folder) => {
      const path = join(folder, 'a.lock')
      writeFileSync(path, 'x')
      const held = await open(path, 'r')
      await unlink(path)
      await assert.rejects(open(path, 'wx'))
      const taking = withFolderLock(path, { clock }, () => Promise.resolve('taken'))
      await briefly(heldForMs)
      await held.close()
      assert.equal(await taking, 'taken')
      assert.deepEqual(readdirSync(folder), [])
    }
  }
]
