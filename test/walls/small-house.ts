import type { Files } from './tree.ts'

const packages = [
  '@eslint/js',
  '@sveltejs/vite-plugin-svelte',
  '@types/node',
  'dependency-cruiser',
  'electron-vite',
  'eslint',
  'eslint-config-prettier',
  'eslint-plugin-svelte',
  'globals',
  'knip',
  'prettier',
  'prettier-plugin-svelte',
  'svelte',
  'typescript',
  'typescript-eslint',
  'vite'
]

const page = `<script lang="ts">
  interface Props {
    name: string
  }
  let { name }: Props = $props()
</script>

<h1>{name}</h1>
`

/** The least that every tool of the check passes. */
export const cleanHouse: Files = {
  'package.json': `${JSON.stringify(
    {
      name: 'small-house',
      type: 'module',
      devDependencies: Object.fromEntries(packages.map((name) => [name, '*']))
    },
    null,
    2
  )}\n`,
  'project.inlang/settings.json': '{ "locales": ["en", "zh-CN"] }\n',
  'messages/now.en.json': '{ "hello": "Hello {name}" }\n',
  'messages/now.zh-CN.json': '{ "hello": "你好，{name}" }\n',
  'src/shared/i18n/compiled/messages.js': "export const hello = () => 'Hello'\n",
  'src/main/index.ts': "import { start } from './start.ts'\n\nstart('Callside')\n",
  'src/main/start.ts': 'export function start(name: string): void {\n  process.title = name\n}\n',
  'src/renderer/src/main.ts':
    "import { mount } from 'svelte'\nimport App from './App.svelte'\n\nmount(App, { target: document.body, props: { name: 'Callside' } })\n",
  'src/renderer/src/App.svelte': page,
  'scripts/check.ts': '',
  'test/unit/start.test.ts': "import { start } from '../../src/main/start.ts'\n\nstart('test')\n"
}

/** The same house with one fault for each tool; the tool is to name the words beside it. */
export const faults: readonly { tool: string; files: Files; names: string }[] = [
  {
    tool: 'prettier',
    files: { 'src/main/index.ts': 'import { start } from "./start.ts";\nstart("Callside")\n' },
    names: 'src/main/index.ts'
  },
  {
    tool: 'eslint',
    files: { 'test/unit/loud.test.ts': "console.log('x')\n" },
    names: 'no-console'
  },
  {
    tool: 'tsc',
    files: { 'test/unit/wrong.test.ts': "export const wrong: number = 'x'\n" },
    names: 'wrong.test.ts'
  },
  {
    tool: 'svelte-check',
    files: { 'src/renderer/src/App.svelte': page.replace('<h1>{name}</h1>', '<h1>{title}</h1>') },
    names: 'title'
  },
  {
    tool: 'knip',
    files: {
      'src/main/start.ts': `${cleanHouse['src/main/start.ts'] ?? ''}\nexport const nobodyWantsMe = 1\n`
    },
    names: 'nobodyWantsMe'
  },
  {
    tool: 'depcruise',
    files: {
      'test/unit/border.test.ts': "import '../../src/shared/reach.ts'\n",
      'src/shared/reach.ts': "import '../main/start.ts'\n"
    },
    names: 'shared-stays-pure'
  },
  {
    tool: 'house rules',
    files: { 'test/unit/utils.test.ts': 'export {}\n' },
    names: 'utils.test.ts'
  },
  { tool: 'languages', files: { 'messages/now.zh-CN.json': '{}\n' }, names: 'lacks hello' }
]
