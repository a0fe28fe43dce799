import { readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'

/** The app that is to run. */
export interface Manifest {
  /** `app.getAppPath()`. */
  appPath: string
  /** Main script. */
  main: string
  name: string
  version: string
}

/** Reads the package.json of the directory `entry`, or takes `entry` as a script of its own. */
export function readManifest(entry: string, electronVersion: string): Manifest {
  const path = resolve(entry)
  if (!statSync(path).isDirectory()) {
    return { appPath: dirname(path), main: path, name: 'Electron', version: electronVersion }
  }
  const fields = readJson(join(path, 'package.json'))
  const text = (key: string): string | undefined => {
    const value = fields[key]
    return typeof value === 'string' ? value : undefined
  }
  return {
    appPath: path,
    main: resolve(path, text('main') ?? 'index.js'),
    name: text('productName') ?? text('name') ?? 'Electron',
    version: text('version') ?? electronVersion
  }
}

/** The version of the Electron package whose types and API the stand-in follows. */
export function readElectronVersion(): string {
  const path = createRequire(import.meta.url).resolve('electron/package.json')
  return String(readJson(path)['version'])
}

function readJson(path: string): Record<string, unknown> {
  // A package.json is an object by definition; its fields are checked where they are read.
  return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
}
