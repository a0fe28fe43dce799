import { plant, type Plant } from './plant.ts'

/** A file that anything may point at. */
const leaf = (path: string): Plant => plant(path, 'export const leaf = 1')

const screen = (imports: string): string => `<script lang="ts">\n  ${imports}\n</script>`

const leaves = [
  'src/shared/leaf.ts',
  'src/shared/ipc/names.ts',
  'src/shared/i18n/compiled/messages.js',
  'src/main/calls/leaf.ts',
  'src/main/app.ts',
  'src/main/platform/leaf.ts',
  'src/preload/leaf.ts',
  'src/renderer/src/state/leaf.svelte.ts',
  'src/renderer/src/ui/leaf.ts',
  'src/renderer/src/features/now/leaf.ts',
  'src/simulator/leaf.ts',
  'test/electron-host/leaf.ts'
].map(leaf)

const shared = [
  plant('src/shared/clean.ts', `import 'valibot'\nimport './leaf.ts'`),
  plant('src/shared/i18n/index.ts', `export * from './compiled/messages.js'`),
  plant('src/shared/to-node.ts', `import 'node:fs'`, 'shared-stays-pure'),
  plant('src/shared/to-main.ts', `import '../main/calls/leaf.ts'`, 'shared-stays-pure'),
  plant('src/shared/to-library.ts', `import 'filenamify'`, 'shared-stays-pure')
]

const preload = [
  plant('src/preload/clean.ts', `import 'electron/renderer'\nimport '../shared/ipc/names.ts'`),
  plant('src/preload/to-shared.ts', `import '../shared/leaf.ts'`, 'preload-stays-thin'),
  plant('src/preload/to-valibot.ts', `import 'valibot'`, 'preload-stays-thin')
]

const renderer = [
  plant('src/renderer/src/clean.ts', `import 'svelte'\nimport '../../shared/leaf.ts'`),
  plant(
    'src/renderer/src/to-main.ts',
    `import '../../main/calls/leaf.ts'`,
    'renderer-stays-a-page'
  ),
  plant('src/renderer/src/to-node.ts', `import 'node:path'`, 'renderer-stays-a-page'),
  plant('src/renderer/src/to-electron.ts', `import 'electron'`, 'renderer-stays-a-page'),
  plant(
    'src/renderer/src/to-simulator.ts',
    `import '../../simulator/leaf.ts'`,
    'renderer-stays-a-page',
    'simulator-enters-by-practice-only'
  ),
  plant(
    'src/renderer/src/ToPreload.svelte',
    screen(`import { leaf } from '../../preload/leaf.ts'\n  console.log(leaf)`),
    'renderer-stays-a-page'
  ),
  plant('src/renderer/src/features/connect/clean.ts', `import '../../ui/leaf.ts'`),
  plant(
    'src/renderer/src/features/connect/to-now.ts',
    `import '../now/leaf.ts'`,
    'features-stay-apart'
  ),
  plant('src/renderer/src/features/now/clean.ts', `import './leaf.ts'`),
  plant('src/renderer/src/ui/clean.ts', `import 'svelte'\nimport './leaf.ts'`),
  plant('src/renderer/src/ui/to-state.ts', `import '../state/leaf.svelte.ts'`, 'ui-stays-plain'),
  plant('src/renderer/src/ui/to-shared.ts', `import '../../../shared/leaf.ts'`, 'ui-stays-plain')
]

const main = [
  plant(
    'src/main/calls/clean.ts',
    `import type { App } from 'electron'\nimport 'node:fs'\nimport '../../shared/leaf.ts'\nexport type Quits = App`
  ),
  plant(
    'src/main/calls/to-electron.ts',
    `import { app } from 'electron'`,
    'electron-only-in-platform'
  ),
  plant(
    'src/main/calls/to-electron-main.ts',
    `import 'electron/main'`,
    'electron-only-in-platform'
  ),
  plant('src/main/calls/to-store.ts', `import 'electron-store'`, 'electron-only-in-platform'),
  plant('src/main/calls/late.ts', `await import('electron')`, 'electron-only-in-platform'),
  plant(
    'src/main/calls/to-platform.ts',
    `import type { leaf } from '../platform/leaf.ts'\nexport type Leaf = typeof leaf`,
    'parts-never-point-at-platform'
  ),
  plant('src/main/calls/to-app.ts', `import '../app.ts'`, 'nothing-imports-the-composition-root'),
  plant(
    'src/main/calls/to-renderer.ts',
    `import '../../renderer/src/ui/leaf.ts'`,
    'main-stays-out-of-the-window'
  ),
  plant('src/main/calls/to-got.ts', `import 'got'`, 'got-only-in-the-client'),
  plant('src/main/gateway/client.ts', `import 'got'`),
  plant('src/main/gateway/endpoints.ts', `import 'got'`, 'got-only-in-the-client'),
  plant('src/main/platform/window.ts', `import 'electron/main'\nimport '../calls/leaf.ts'`),
  plant('src/main/index.ts', `import 'electron'\nimport './app.ts'\nimport './platform/leaf.ts'`),
  plant(
    'src/main/transfer-process.ts',
    `import './platform/leaf.ts'\nimport './calls/leaf.ts'`,
    'file-process-is-no-electron-app',
    'file-process-knows-files-only'
  ),
  plant('src/main/last-call-thread.ts', `import './calls/leaf.ts'`, 'last-call-thread-only-sends'),
  plant('src/main/practice/start.ts', `import '../../simulator/leaf.ts'`),
  plant(
    'src/main/calls/to-simulator.ts',
    `import '../../simulator/leaf.ts'`,
    'simulator-enters-by-practice-only'
  ),
  plant(
    'src/main/calls/to-host.ts',
    `import '../../../test/electron-host/leaf.ts'`,
    'src-knows-no-tests'
  ),
  plant('src/main/desktop/clean.ts', `import type { Stats } from 'node:fs'\nexport type S = Stats`),
  plant('src/main/desktop/to-node.ts', `import 'node:fs'`, 'desktop-stays-pure'),
  plant('src/main/desktop/to-electron.ts', `import 'electron'`, 'electron-only-in-platform'),
  plant('src/main/ipc/clean.ts', `import '../calls/leaf.ts'`),
  plant(
    'src/main/ipc/handlers.ts',
    `import type { leaf } from '../calls/leaf.ts'\nimport '../../shared/leaf.ts'\nexport type L = typeof leaf`
  ),
  plant('src/main/ipc/handlers-now.ts', `import '../calls/leaf.ts'`, 'handlers-hold-no-logic')
]

const anywhere = [
  plant('src/simulator/clean.ts', `import 'hono'\nimport 'node:https'\nimport '../shared/leaf.ts'`),
  plant('src/simulator/to-main.ts', `import '../main/calls/leaf.ts'`, 'simulator-stands-alone'),
  // A cycle is named once, at one of its files.
  plant('src/main/session/hen.ts', `import './egg.ts'`),
  plant('src/main/session/egg.ts', `import './hen.ts'`, 'no-cycles'),
  plant('src/main/session/lost.ts', `import './nowhere.ts'`, 'no-dead-ends')
]

export const borderPlants: readonly Plant[] = [
  ...leaves,
  ...shared,
  ...preload,
  ...renderer,
  ...main,
  ...anywhere
]
