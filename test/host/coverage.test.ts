import { resolve } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { findUnoffered } from '../electron-host/coverage.ts'
import { findUses } from '../electron-host/used-members.ts'

const root = resolve(import.meta.dirname, '../..')
const limitMs = 120_000

/** Main and preload as the compiler sees them, with one more file in src/main where `planted` is given. */
function createProgram(planted?: string): { program: ts.Program; files: ts.SourceFile[] } {
  const plantedPath = resolve(root, 'src/main/planted.ts')
  const config = ts.getParsedCommandLineOfConfigFile(
    resolve(root, 'tsconfig.node.json'),
    {},
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: () => {
        throw new Error('tsconfig.node.json cannot be read')
      }
    }
  )
  if (config === undefined) throw new Error('tsconfig.node.json is not there')
  const plain = ts.createCompilerHost(config.options)
  const host: ts.CompilerHost =
    planted === undefined
      ? plain
      : {
          ...plain,
          fileExists: (path) => path === plantedPath || plain.fileExists(path),
          getSourceFile: (path, options) =>
            path === plantedPath
              ? ts.createSourceFile(path, planted, options)
              : plain.getSourceFile(path, options)
        }
  const isApp = (path: string): boolean => /[\\/]src[\\/](main|preload)[\\/]/.test(path)
  const names = planted === undefined ? config.fileNames.filter(isApp) : [plantedPath]
  // `electron/main` is declared inside this file, which only `import 'electron'` would find by itself.
  const electron = resolve(root, 'node_modules/electron/electron.d.ts')
  const program = ts.createProgram([...names, electron], config.options, host)
  const files = program.getSourceFiles().filter((file) => isApp(file.fileName))
  return { program, files }
}

test('the stand-in offers every Electron member that the app uses', { timeout: limitMs }, () => {
  const { program, files } = createProgram()
  const uses = findUses(program, files)
  // Were Electron's types not found, nothing would be used and everything would seem offered.
  expect(uses.filter(({ kind }) => kind === 'member')).not.toEqual([])
  expect(findUnoffered(uses)).toEqual([])
})

test('a member that is not offered is named with its place', { timeout: limitMs }, () => {
  const { program, files } = createProgram(
    [
      "import { app, BrowserWindow, net, session, type Tray } from 'electron/main'",
      "import { shell } from 'electron/common'",
      'export function plant(window: BrowserWindow, tray: Tray): void {',
      '  app.quit()',
      '  app.dock?.hide()',
      "  app.on('login', () => undefined)",
      "  app.on('before-quit', () => undefined)",
      '  const { setOpacity } = window',
      '  void setOpacity',
      '  window.setBounds({ x: 1 })',
      '  tray.displayBalloon({ title: "a", content: "b" })',
      "  void session.fromPath('/tmp')",
      "  void session.fromPartition('x').clearCache()",
      "  void shell.writeShortcutLink('/tmp/x', { target: 'y' })",
      '  void net',
      '}'
    ].join('\n')
  )
  const place = resolve(root, 'src/main/planted.ts')
  expect(findUnoffered(findUses(program, files))).toEqual([
    `electron.net at ${place}:1`,
    `Dock.hide at ${place}:5`,
    `App.dock at ${place}:5`,
    `App.on('login') at ${place}:6`,
    `BrowserWindow.setOpacity at ${place}:8`,
    `Tray.displayBalloon at ${place}:11`,
    `Session.fromPath at ${place}:12`,
    `Session.clearCache at ${place}:13`,
    `Shell.writeShortcutLink at ${place}:14`
  ])
})
