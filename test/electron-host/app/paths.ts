import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Paths {
  get: (name: string) => string
  set: (name: string, path: string) => void
}

export interface PathsOptions {
  /** Value of `--user-data-dir`, or undefined. */
  userDataDir: string | undefined
  /** Name of the app, which `setName` may change. */
  appName: () => string
  appPath: string
  executable: string
}

/** `app.getPath` with the places that Electron uses on Linux. */
export function createPaths(options: PathsOptions): Paths {
  const own = new Map<string, string>()
  const home = homedir()
  const usual: Record<string, () => string> = {
    home: () => home,
    temp: () => tmpdir(),
    appData: () => process.env['XDG_CONFIG_HOME'] ?? join(home, '.config'),
    userData: () => options.userDataDir ?? join(get('appData'), options.appName()),
    sessionData: () => get('userData'),
    logs: () => join(get('userData'), 'logs'),
    crashDumps: () => join(get('userData'), 'Crashpad'),
    assets: () => options.appPath,
    exe: () => options.executable,
    module: () => options.executable,
    desktop: () => process.env['XDG_DESKTOP_DIR'] ?? join(home, 'Desktop'),
    documents: () => process.env['XDG_DOCUMENTS_DIR'] ?? join(home, 'Documents'),
    downloads: () => process.env['XDG_DOWNLOAD_DIR'] ?? join(home, 'Downloads'),
    music: () => process.env['XDG_MUSIC_DIR'] ?? join(home, 'Music'),
    pictures: () => process.env['XDG_PICTURES_DIR'] ?? join(home, 'Pictures'),
    videos: () => process.env['XDG_VIDEOS_DIR'] ?? join(home, 'Videos')
  }

  function get(name: string): string {
    const path = own.get(name) ?? usual[name]?.()
    if (path === undefined) throw new Error(`Failed to get '${name}' path`)
    return path
  }

  return {
    get,
    set: (name, path) => {
      if (usual[name] === undefined) throw new Error(`Failed to set path`)
      own.set(name, path)
    }
  }
}
