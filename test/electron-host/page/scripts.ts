import { readFileSync } from 'node:fs'
import { makeBridgeEnd } from './bridge-end.ts'
import { makePacking } from './packing.ts'
import { makeCodec } from './codec.ts'
import { prepareIsolatedWorld } from './isolated-world.ts'
import { prepareMainWorld } from './main-world.ts'

/** The preload's world, by the name that Electron gives it. */
export const isolatedWorldName = 'Electron Isolated Context'

export interface PageScripts {
  mainWorld: string
  isolatedWorld: string
}

export interface PageScriptOptions {
  /** Random, for this window only. */
  token: string
  /** Path of the preload script, or null. */
  preloadPath: string | null
  /** What `process` is in the preload. */
  process: object
}

/** Sources to install on every new document, the main world's first. */
export function buildPageScripts({ token, preloadPath, process }: PageScriptOptions): PageScripts {
  const parameters =
    'require, process, Buffer, global, setImmediate, clearImmediate, exports, module'
  const preload =
    preloadPath === null
      ? 'null'
      : `function (${parameters}) {\n${readFileSync(preloadPath, 'utf8')}\n}`
  const makeEnd = `(bus, mine) => (${makeBridgeEnd.toString()})(bus, mine, ${makePacking.toString()})`
  const world = `{
    makeEnd: ${makeEnd},
    makeCodec: ${makeCodec.toString()},
    token: ${JSON.stringify(token)},
    process: ${JSON.stringify(process)},
    preload: ${preload}
  }`
  return {
    mainWorld: `(${prepareMainWorld.toString()})(${makeEnd}, ${JSON.stringify(token)})`,
    isolatedWorld: `(${prepareIsolatedWorld.toString()})(${world})\n//# sourceURL=preload.js`
  }
}
