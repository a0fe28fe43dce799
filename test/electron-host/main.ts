// The body of the stand-in `electron` executable.
import { createRequire } from 'node:module'
import * as inspector from 'node:inspector'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArguments } from './boot/arguments.ts'
import { readElectronVersion, readManifest } from './boot/manifest.ts'
import { registerElectronModule } from './boot/module-hooks.ts'
import { createHost } from './host.ts'
import { showUncaughtErrors, warnOfRejections } from './boot/rejections.ts'
import { stopOnSignals } from './boot/signals.ts'

const raw = process.argv.slice(2)
const parsed = parseArguments(raw)
const electronVersion = readElectronVersion()
if (parsed.asksVersion) {
  process.stdout.write(`v${electronVersion}\n`)
  process.exit(0)
}
if (parsed.entry === null) {
  process.stderr.write('Electron stand-in: name the app directory, e.g. "electron ."\n')
  process.exit(1)
}

const executable = join(import.meta.dirname, 'electron')
const manifest = readManifest(parsed.entry, electronVersion)
process.argv = [executable, ...raw]
const define = (target: object, name: string, value: unknown): void => {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true })
}
define(process.versions, 'electron', electronVersion)
define(process, 'type', 'browser')
define(process, 'defaultApp', true)
define(process, 'resourcesPath', join(import.meta.dirname, 'resources'))

const host = createHost({ manifest, arguments: parsed, electronVersion, executable })
define(globalThis, '__electronHost', host.sideChannel)
registerElectronModule(host.electron)
stopOnSignals(host.app)
warnOfRejections(host.app)
showUncaughtErrors(() => host.app.isReady(), host.showErrorBox)

if (parsed.inspectPort !== null) inspector.open(parsed.inspectPort, '127.0.0.1')
const require = createRequire(join(process.cwd(), 'noop.js'))
for (const script of parsed.requires) require(script)
await import(pathToFileURL(manifest.main).href)
if (!host.app.isEnding) await host.start()
