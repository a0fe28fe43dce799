import { copyFileSync, existsSync, renameSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { AppError } from '../../shared/errors.ts'

/** A store that holds one object and writes it to one file. Reading a damaged file throws. */
export interface ObjectStore {
  read: () => Record<string, unknown>
  write: (value: Record<string, unknown>) => void
}

export interface OpenedSettings {
  raw: Record<string, unknown>
  write: (value: Record<string, unknown>) => void
  /** Where the values came from: `defaults` and `backup` mean that the file itself was damaged. */
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
 * write takes its place. Each write is read back and compared: on a full disk the store's library
 * reports success for a file that was cut (measured; docs/architecture.md).
 */
export function openSettingsFile(deps: SettingsFileDeps): OpenedSettings {
  const { store, from } = openOrRestore(deps)
  return {
    raw: store.read(),
    from,
    write(value) {
      store.write(value)
      if (!isDeepStrictEqual(normal(readBack(store)), normal(value))) {
        throw new AppError('file:write-failed', 'The settings file does not hold what was written')
      }
      copyFileSync(deps.path, `${deps.path}.bak`)
    }
  }
}

function openOrRestore(deps: SettingsFileDeps): {
  store: ObjectStore
  from: OpenedSettings['from']
} {
  const first = opened(deps)
  if (first !== null) return { store: first, from: 'file' }
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

function readBack(store: ObjectStore): unknown {
  try {
    return store.read()
  } catch {
    return null
  }
}

/** As JSON keeps it: no undefined values, no prototypes. */
const normal = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
