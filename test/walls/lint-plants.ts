import { plant, type Plant } from './plant.ts'
import { sizePlants } from './size-plants.ts'

/** Spelt once, so that this file switches nothing off itself. */
const off = 'eslint-disable-next-line no-console'

const tls = [
  plant('src/main/gateway/line-options.ts', `export const options = { ca: ['pem'] }`),
  plant(
    'src/main/gateway/certificate-probe.ts',
    `export const options = { ca: ['pem'] }`,
    'callside/one-trust'
  ),
  plant(
    'src/main/tls/context.ts',
    `import { createSecureContext } from 'node:tls'\nexport const context = createSecureContext({})`,
    'callside/one-trust'
  ),
  plant('src/main/tls/types.ts', `import type { Agent } from 'node:https'\nexport type A = Agent`),
  plant(
    'src/main/tls/agent.ts',
    `import { Agent } from 'node:https'\nexport const agent = (): Agent => new Agent()`,
    'callside/no-other-tls'
  ),
  plant(
    'src/main/tls/connects.ts',
    `import { connect } from 'node:tls'\nexport const open = (): unknown => connect({ port: 1 })`,
    'callside/no-other-tls'
  ),
  plant(
    'src/main/gateway/tunnel.ts',
    `import { connect } from 'node:tls'\nexport const open = (): unknown => connect({ port: 1 })`
  ),
  plant(
    'src/main/tls/off.ts',
    `export const options = { rejectUnauthorized: false }`,
    'callside/no-unverified-tls'
  ),
  plant(
    'src/main/tls/quoted.ts',
    `export const options = { 'rejectUnauthorized': false }`,
    'callside/no-unverified-tls'
  ),
  plant(
    'test/gateway/tls.test.ts',
    `export const off = { NODE_TLS_REJECT_UNAUTHORIZED: '0' }`,
    'callside/no-unverified-tls'
  ),
  plant(
    'scripts/flags.ts',
    `export const flags = ['--ignore-certificate-errors']`,
    'callside/no-unverified-tls'
  )
]

const markupAndCode = [
  plant('src/renderer/src/ui/Clean.svelte', '<p style:width="10px" class="bar">x</p>'),
  plant(
    'src/renderer/src/ui/Styled.svelte',
    '<p style="width: 10px">x</p>',
    'callside/no-style-attribute'
  ),
  plant(
    'src/renderer/src/ui/Folded.svelte',
    `<p style={'width: ' + String(10)}>x</p>`,
    'callside/no-style-attribute'
  ),
  plant('src/renderer/src/ui/Raw.svelte', `{@html '<b>x</b>'}`, 'svelte/no-at-html-tags'),
  plant(
    'src/renderer/src/inner.ts',
    `export const fill = (at: HTMLElement, text: string): void => {\n  at.innerHTML = text\n}`,
    'callside/no-raw-html'
  ),
  plant(
    'src/shared/guess.ts',
    'export type Guess = string\nexport const guess = (text: Guess): unknown => eval(text)',
    'no-eval'
  ),
  plant(
    'src/shared/build.ts',
    `export const build = (): unknown => new Function('return 1')`,
    '@typescript-eslint/no-implied-eval',
    'no-new-func'
  )
]

const component = (line: string): string => `<script lang="ts">\n  ${line}\n</script>`

const borders = [
  plant(
    'src/renderer/src/ToMain.svelte',
    component(
      `import type { home } from '../../main/platform/home.ts'\n  export type Home = typeof home`
    ),
    'no-restricted-imports'
  ),
  plant(
    'src/renderer/src/ui/ToShared.svelte',
    component(`import type { Guess } from '../../../shared/guess.ts'\n  export type Own = Guess`),
    'no-restricted-imports'
  ),
  plant(
    'src/renderer/src/ToShared.svelte',
    component(`import type { Guess } from '../../shared/guess.ts'\n  export type Own = Guess`)
  )
]

const processes = [
  plant(
    'src/main/platform/open.ts',
    `import { shell } from 'electron'\nexport const open = (path: string): Promise<string> => shell.openPath(path)`,
    'callside/no-open-path'
  ),
  plant(
    'src/main/platform/show.ts',
    `import { shell } from 'electron'\nexport const show = (path: string): void => {\n  shell.showItemInFolder(path)\n}`
  ),
  plant(
    'src/main/platform/talk.ts',
    `import { ipcRenderer } from 'electron'\nexport const talk = ipcRenderer`,
    'callside/no-ipc-renderer'
  ),
  plant(
    'src/preload/bridge.ts',
    `import { ipcRenderer } from 'electron'\nexport const send = (): void => {\n  ipcRenderer.send('x')\n}`
  ),
  plant('src/main/calls/loud.ts', `console.log('x')`, 'no-console'),
  plant('scripts/loud.ts', `console.log('x')`),
  plant(
    'src/main/calls/home.ts',
    `export const home = process.env['HOME']`,
    'callside/no-process-env'
  ),
  plant(
    'src/simulator/home.ts',
    `import { env } from 'node:process'\nexport const home = env['HOME']`,
    'callside/no-process-env'
  ),
  plant('src/main/platform/home.ts', `export const home = process.env['HOME']`),
  plant('src/simulator/main.ts', `export const home = process.env['HOME']`),
  plant(
    'src/main/calls/half-type.ts',
    `import { type App } from 'electron'\nexport type Quits = App`,
    '@typescript-eslint/no-import-type-side-effects'
  )
]

const state = [
  plant('src/main/calls/table.ts', `export const codes = new Map([['a', 1]])`),
  plant(
    'src/main/calls/remembers.ts',
    'let last = 0\nexport const next = (): number => ++last',
    'callside/no-module-state'
  ),
  plant(
    'src/main/calls/cache.ts',
    'export const cache = new Map<string, string>()',
    'callside/no-module-state'
  )
]

const types = [
  plant(
    'src/main/calls/cast.ts',
    'export const sure = (text: unknown): string => text as string',
    'callside/explained-casts'
  ),
  plant(
    'src/main/calls/explained.ts',
    '// Checked by whoever calls.\nexport const sure = (text: unknown): string => text as string'
  ),
  plant('src/main/calls/constant.ts', `export const states = ['on', 'off'] as const`),
  plant(
    'src/main/calls/any.ts',
    'export const loose = (value: any): unknown => value',
    '@typescript-eslint/no-explicit-any'
  ),
  plant(
    'src/main/calls/sure.ts',
    'export const first = (all: string[]): string => all[0]!',
    '@typescript-eslint/no-non-null-assertion'
  ),
  plant(
    'src/main/calls/floating.ts',
    'export const later = (work: () => Promise<void>): void => {\n  work()\n}',
    '@typescript-eslint/no-floating-promises'
  ),
  plant('src/main/calls/silent.ts', `// ${off} -- the planted reason\nconsole.log('x')`),
  plant(
    'src/main/calls/needless.ts',
    `// ${off} -- nothing to silence\nexport const quiet = 1`,
    'unused-directive'
  )
]

const emitter = `import { app } from 'electron'\nimport { guarded } from '../guard.ts'\n`

const faults = [
  plant('src/main/guard.ts', 'export const guarded = (work: () => void): (() => void) => work'),
  plant(
    'src/main/clock.ts',
    'export const later = (run: () => void): unknown => setTimeout(run, 1)'
  ),
  plant(
    'src/main/calls/timer.ts',
    'export const later = (run: () => void): unknown => setTimeout(run, 1)',
    'callside/no-bare-timers'
  ),
  plant(
    'src/main/calls/promised-timer.ts',
    `export { setImmediate as nextTurn } from 'node:timers/promises'`,
    'callside/no-bare-timers'
  ),
  plant(
    'src/main/platform/guarded.ts',
    `${emitter}app.on('activate', guarded(() => undefined))\nconst hear = guarded(() => undefined)\napp.once('activate', hear)`
  ),
  plant(
    'src/main/platform/inline.ts',
    `${emitter}app.on('activate', () => undefined)\nexport const hear = guarded`,
    'callside/guarded-listeners'
  ),
  plant(
    'src/main/platform/direct.ts',
    `import { app } from 'electron'\nexport const follow = (hear: () => void): unknown => app.addListener('activate', hear)`,
    'callside/guarded-listeners'
  )
]

export const lintPlants: readonly Plant[] = [
  ...sizePlants,
  ...tls,
  ...markupAndCode,
  ...borders,
  ...processes,
  ...state,
  ...types,
  ...faults
]
