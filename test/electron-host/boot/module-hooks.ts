import { registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'

const names = new Set(['electron', 'electron/main', 'electron/common', 'electron/utility'])

/** Where the module's two forms find the object that they hand out. */
const moduleKey = 'electron-stand-in.modules'

/**
 * Makes `import 'electron'` and `require('electron')` give the stand-in, wherever the importing
 * file lies: a copied `out/` has no node_modules beside it.
 */
export function registerElectronModule(exports: object): void {
  Reflect.set(globalThis, Symbol.for(moduleKey), exports)
  const asModule = `data:text/javascript,${encodeURIComponent(moduleSource(Object.keys(exports)))}`
  const asCommonJs = pathToFileURL(join(import.meta.dirname, 'electron-module.cjs')).href
  registerHooks({
    resolve: (specifier, context, next) => {
      if (!names.has(specifier)) return next(specifier, context)
      const isImport = context.conditions.includes('import')
      return isImport
        ? { url: asModule, format: 'module', shortCircuit: true }
        : { url: asCommonJs, format: 'commonjs', shortCircuit: true }
    }
  })
}

function moduleSource(exportNames: readonly string[]): string {
  return `const electron = globalThis[Symbol.for('${moduleKey}')]
export default electron
export const { ${exportNames.join(', ')} } = electron
`
}
