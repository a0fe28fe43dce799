import { win32 } from 'node:path'

export interface UserDataFacts {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly appName: string
  /** The folder that Electron would use. */
  readonly standard: string
  /** True where the command line names a folder; that one holds. */
  readonly given: boolean
}

export interface UserDataPlace {
  readonly folder: string
  /** Where earlier versions kept it; null where that was here. */
  readonly formerly: string | null
}

/**
 * Where settings, the library's database, the log and Chromium's caches are: on this PC. Electron's
 * own choice on Windows is %APPDATA%, which organisations redirect to a server or copy there at each
 * log-off; a database in WAL mode must not be on a share. Elsewhere Electron's choice is local.
 */
export function userDataPlace(facts: UserDataFacts): UserDataPlace {
  const { platform, env, appName, standard, given } = facts
  if (given || platform !== 'win32') return { folder: standard, formerly: null }
  const local = env['LOCALAPPDATA'] ?? ''
  if (!win32.isAbsolute(local)) return { folder: standard, formerly: null }
  const folder = win32.join(local, appName)
  const same = folder.toLowerCase() === win32.normalize(standard).toLowerCase()
  return { folder, formerly: same ? null : standard }
}

/** What is ours in a folder of user data; the rest is Chromium's, which makes it anew. */
const ours: readonly RegExp[] = [
  // With what was set aside: `settings.json.bak`, `library.db-wal`, `library.db.set-aside-…`
  /^settings\.json(?:\.|$)/,
  /^library\.db(?:[-.]|$)/,
  /^supervision-audit\.jsonl$/,
  /^logs$/,
  // It holds the key of what `safeStorage` has sealed on Windows.
  /^Local State$/
]

export const isOurs = (name: string): boolean => ours.some((pattern) => pattern.test(name))

/** What tells a folder that was worked with from one that was only made. */
const proofs: readonly string[] = ['settings.json', 'library.db', 'supervision-audit.jsonl']

export const isWorkedWith = (names: readonly string[]): boolean =>
  names.some((name) => proofs.includes(name))
