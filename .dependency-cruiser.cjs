// The borders of the house. A border here is a rule about which file may import which; what a
// file may *say* is in eslint.config.js. test/walls plants a violation of each.

const electron = '(^|node_modules/)electron($|/)'
const compositionRoot = '^src/main/(index|app|app-[a-z-]+|app/.+|transfer-process)\\.ts$'
const fileProcess = '^src/main/transfer-process\\.ts$'
const lastCallThread = '^src/main/last-call-thread\\.ts$'
const practice = '^src/main/practice(-[a-z-]+\\.ts|\\.ts|/.+)$'
const typeOnly = ['type-only']

/** Everything under `path` may import what `allowed` lists (and `beside`), and nothing else. */
const only = ({ path, allowed, beside = {} }) => ({
  from: { path },
  to: { pathNot: allowed, ...beside }
})

/** Name -> [what is forbidden, why]. */
const borders = {
  'shared-stays-pure': [
    only({ path: '^src/shared/', allowed: ['^src/shared/', '(^|/)node_modules/valibot/'] }),
    'shared runs in every process: it imports itself, valibot and the compiled messages.'
  ],
  'preload-stays-thin': [
    only({
      path: '^src/preload/',
      allowed: ['^src/preload/', '^src/shared/ipc/names\\.ts$', electron]
    }),
    'The preload is one small script: the names of the contract and Electron, no schemas.'
  ],
  'renderer-stays-a-page': [
    only({
      path: '^src/renderer/',
      allowed: [
        '^src/(renderer|shared)/',
        '(^|/)node_modules/(svelte|@lucide/svelte|valibot|virtua)/'
      ]
    }),
    'The renderer is a sandboxed page: no Node, no Electron, nothing of the other processes.'
  ],
  'main-stays-out-of-the-window': [
    { from: { path: '^src/main/' }, to: { path: '^src/(renderer|preload)/' } },
    'Main talks to the window over IPC only.'
  ],
  'simulator-stands-alone': [
    only({
      path: '^src/simulator/',
      allowed: [
        '^src/(simulator|shared)/',
        '(^|/)node_modules/(hono|@hono/node-server|selfsigned|valibot)/'
      ],
      beside: { dependencyTypesNot: ['core'] }
    }),
    'The practice gateway imports shared, Node and its own libraries.'
  ],
  'simulator-enters-by-practice-only': [
    {
      from: { path: '^src/', pathNot: [practice, '^src/simulator/'] },
      to: { path: '^src/simulator/' }
    },
    'In the app, practice mode is the one door to the simulator.'
  ],
  'src-knows-no-tests': [
    { from: { path: '^src/' }, to: { path: '^(test|scripts|lint)/' } },
    'What is shipped knows nothing of tests, the stand-in or scripts.'
  ],
  'electron-only-in-platform': [
    {
      from: { path: '^src/main/', pathNot: ['^src/main/platform/', '^src/main/index\\.ts$'] },
      // electron-store imports Electron by itself.
      to: { path: [electron, '(^|/)node_modules/electron-store/'], dependencyTypesNot: typeOnly }
    },
    'Electron values live in platform and index.ts; elsewhere `import type` only.'
  ],
  'parts-never-point-at-platform': [
    {
      from: { path: '^src/main/', pathNot: ['^src/main/platform/', compositionRoot] },
      to: { path: '^src/main/platform/' }
    },
    'A part names the port it needs; platform implements it; app.ts joins them.'
  ],
  'nothing-imports-the-composition-root': [
    { from: { path: '^src/', pathNot: compositionRoot }, to: { path: compositionRoot } },
    'app.ts builds the parts; no part knows it.'
  ],
  'file-process-knows-files-only': [
    {
      from: { path: fileProcess },
      to: {
        path: '^src/(simulator/|main/(session|settings|ipc|calls|desktop|practice)/|main/gateway/endpoints/)',
        reachable: true
      }
    },
    'The file process is handed all it needs with each job: no session, no settings, no endpoints.'
  ],
  'last-call-thread-only-sends': [
    {
      from: { path: lastCallThread },
      to: {
        path: '^src/(simulator/|main/(session|settings|ipc|calls|desktop|practice|library|platform)/|main/gateway/endpoints/)|(^|/)node_modules/got/',
        reachable: true
      }
    },
    'Main stands still while it starts: it loads what sends one request, and nothing else.'
  ],
  'file-process-is-no-electron-app': [
    {
      from: { path: fileProcess },
      to: { path: '^src/main/platform/', pathNot: '^src/main/platform/parent-port\\.ts$' }
    },
    'It also runs in plain Node: of platform it takes only the way back to main.'
  ],
  'got-only-in-the-client': [
    {
      from: { path: '^(src|scripts)/', pathNot: '^src/main/gateway/(client|body)[a-z-]*\\.ts$' },
      to: { path: '(^|node_modules/)got($|/)' }
    },
    'got is wrapped once, so that its errors (which carry headers) go no further.'
  ],
  'desktop-stays-pure': [
    {
      from: { path: '^src/main/desktop/' },
      to: { dependencyTypes: ['core'], dependencyTypesNot: typeOnly }
    },
    'Menus, notifications and shortcuts are functions of state.'
  ],
  'handlers-hold-no-logic': [
    {
      from: { path: '^src/main/ipc/handlers' },
      to: { path: '^src/main/', pathNot: '^src/main/ipc/', dependencyTypesNot: typeOnly }
    },
    'A handler makes one call on a part that it is given.'
  ],
  'features-stay-apart': [
    {
      from: { path: '^src/renderer/src/features/([^/]+)/' },
      to: {
        path: '^src/renderer/src/features/',
        pathNot: '^src/renderer/src/features/$1/'
      }
    },
    'A screen that needs a piece of another finds it in ui or state.'
  ],
  'ui-stays-plain': [
    only({
      path: '^src/renderer/src/ui/',
      allowed: ['^src/renderer/src/ui/', '(^|/)node_modules/(svelte|@lucide/svelte|virtua)/']
    }),
    'ui draws its props: no state, no bridge, no words of its own.'
  ],
  'no-cycles': [
    { from: {}, to: { circular: true } },
    'Two files that need each other belong together, or share a third.'
  ],
  'no-dead-ends': [
    // The subpaths of Electron exist only in its types and in Electron itself.
    { from: {}, to: { couldNotResolve: true, pathNot: '^electron/' } },
    'An import that leads nowhere.'
  ]
}

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: Object.entries(borders).map(([name, [border, comment]]) => ({
    name,
    comment,
    severity: 'error',
    ...border
  })),
  options: {
    doNotFollow: { path: ['(^|/)node_modules/', '^src/shared/i18n/compiled/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['svelte', 'import', 'require', 'node', 'default'],
      extensions: ['.ts', '.js', '.svelte', '.cjs', '.mjs', '.d.ts']
    }
  }
}
