import { copyFileSync, existsSync, renameSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { AppError } from '../../shared/errors.ts'
import { fileProblem } from '../library/files/file-problem.ts'

/** A store that holds one object and writes it to one file. Reading a damaged file throws. */
export interface ObjectStore {
  read: () => Record<string, unknown>
  write: (value: Record<string, unknown>) => void
}

export interface OpenedSettings {
  raw: Record<string, unknown>
  write: (value: Record<string, unknown>) => void
  /** Where the values came from: `defaults` and `backup` mean that the file itself could not be read. */
  from: 'file' | 'backup' | 'defaults'
}

export interface SettingsFileDeps {
  /** The file's absolute path; its backup lies beside it with `.bak` added. */
  path: string
  open: () => ObjectStore
  /** Added to the name of a damaged file that is set aside. */
  stamp: string
}

/**
 * Opens the settings file. A damaged one is set aside, never deleted, and the backup of the last good
 * write takes its place; one that cannot be set aside either stays where it is, and nothing is written
 * in this run. Each write is read back and compared: on a full disk the store's library
 * reports success for a file that was cut (measured; docs/architecture.md).
 */
export function openSettingsFile(deps: SettingsFileDeps): OpenedSettings {
  const { store, from } = openOrRestore(deps)
  return {
    raw: store.read(),
    from,
    write(value) {
      try {
        store.write(value)
        if (!isDeepStrictEqual(normal(readBack(store)), normal(value))) {
          throw new AppError(
            'file:write-failed',
            'The settings file does not hold what was written'
          )
        }
        copyFileSync(deps.path, `${deps.path}.bak`)
      } catch (thrown) {
        throw fileProblem(thrown, 'Writing the settings')
      }
    }
  }
}

function openOrRestore(deps: SettingsFileDeps): {
  store: ObjectStore
  from: OpenedSettings['from']
} {
  const first = opened(deps)
  if (first !== null) return { store: first, from: 'file' }
  try {
    return restored(deps)
  } catch (thrown) {
    return { store: sealed(thrown), from: 'defaults' }
  }
}

/** Of a file that can neither be read nor moved: nothing is known of it, and it is left as it is. */
const sealed = (thrown: unknown): ObjectStore => ({
  read: () => ({}),
  write: () => {
    throw thrown
  }
})

/** The damaged file is set aside. Throws where the folder does not allow it. */
function restored(deps: SettingsFileDeps): ReturnType<typeof openOrRestore> {
  renameSync(deps.path, `${deps.path}.damaged-${deps.stamp}`)
  const backup = `${deps.path}.bak`
  if (existsSync(backup)) {
    copyFileSync(backup, deps.path)
    const second = opened(deps)
    if (second !== null) return { store: second, from: 'backup' }
    renameSync(deps.path, `${deps.path}.damaged-${deps.stamp}-backup`)
  }
  return { store: deps.open(), from: 'defaults' }
}

function opened({ open }: SettingsFileDeps): ObjectStore | null {
  try {
    const store = open()
    store.read()
    return store
  } catch {
    return null
  }
}

/**
 * What the text of a settings file means. Throws for what is no object: a library that makes one of
 * it would lose, at its first write, what the backup still holds.
 */
export function settingsIn(text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new SyntaxError('The settings file holds no object')
  return { ...value }
}

function readBack(store: ObjectStore): unknown {
  try {
    return store.read()
  } catch {
    return null
  }
}

/** As JSON keeps it: no undefined values, no prototypes. */
const normal = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
