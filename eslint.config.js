import js from '@eslint/js'
import prettier from 'eslint-config-prettier'
import svelte from 'eslint-plugin-svelte'
import { defineConfig, globalIgnores } from 'eslint/config'
import globals from 'globals'
import ts from 'typescript-eslint'
import { house } from './lint/house.ts'
import svelteConfig from './svelte.config.js'

// Patterns name their extensions: a flat config that says `src/**` reaches no .ts file by itself.
const code = ['**/*.{ts,js,cjs,svelte}']

const sizes = [
  {
    files: code,
    rules: {
      'max-lines': ['error', { max: 200, skipBlankLines: false, skipComments: false }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      'max-depth': ['error', 3],
      'max-params': 'off',
      '@typescript-eslint/max-params': ['error', { max: 3 }]
    }
  },
  {
    files: ['**/*.svelte'],
    rules: { 'max-lines': ['error', { max: 150 }], 'max-lines-per-function': 'off' }
  },
  {
    files: ['test/**/*.ts'],
    rules: { 'max-lines': ['error', { max: 250 }], 'max-lines-per-function': 'off' }
  }
]

/** Type imports leave no trace in a compiled component, so dependency-cruiser cannot see them. */
const foreign = (...group) => ({
  'no-restricted-imports': [
    'error',
    { patterns: [{ group, message: 'A component imports no type across this border either.' }] }
  ]
})
const otherProcesses = ['electron', 'electron/*', 'node:*', '**/main/**', '**/preload/**']

const walls = [
  {
    files: ['src/renderer/**/*.svelte'],
    rules: foreign(...otherProcesses, '**/simulator/**')
  },
  {
    files: ['src/renderer/src/ui/**/*.svelte'],
    rules: foreign(...otherProcesses, '**/simulator/**', '**/shared/**', '**/state/**', '../*')
  },
  {
    files: code,
    plugins: { callside: house },
    rules: {
      'callside/no-unverified-tls': 'error',
      'callside/no-raw-html': 'error',
      'callside/no-open-path': 'error',
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-console': 'error'
    }
  },
  // The ban itself has to spell the words.
  { files: ['lint/house.ts'], rules: { 'callside/no-unverified-tls': 'off' } },
  { files: ['src/**/*.ts'], rules: { 'callside/no-module-state': 'error' } },
  {
    // The practice gateway is a server: it trusts nobody and connects to nobody.
    files: ['src/**/*.ts'],
    ignores: ['src/main/gateway/line-options.ts', 'src/simulator/**'],
    rules: { 'callside/one-trust': 'error' }
  },
  {
    files: ['src/**/*.ts'],
    ignores: [
      'src/main/gateway/{body-line,certificate-probe,gateway-agent,tunnel}.ts',
      'src/simulator/**'
    ],
    rules: { 'callside/no-other-tls': 'error' }
  },
  {
    files: ['{src,scripts,lint}/**/*.{ts,svelte}'],
    rules: { 'callside/explained-casts': 'error' }
  },
  {
    files: ['src/**/*.{ts,svelte}'],
    ignores: ['src/preload/**'],
    rules: { 'callside/no-ipc-renderer': 'error' }
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/main/platform/**', 'src/main/index.ts', 'src/simulator/main.ts'],
    rules: { 'callside/no-process-env': 'error' }
  },
  {
    files: ['src/main/platform/**/*.ts', 'src/main/index.ts'],
    rules: { 'callside/guarded-listeners': 'error' }
  },
  {
    files: ['src/main/**/*.ts'],
    ignores: ['src/main/clock.ts'],
    rules: { 'callside/no-bare-timers': 'error' }
  },
  {
    files: ['**/*.svelte'],
    rules: {
      'callside/no-style-attribute': 'error',
      'svelte/no-at-html-tags': 'error',
      // There are no stores here, only runes; the rule asks the compiler for every type it meets.
      'svelte/require-store-reactive-access': 'off'
    }
  },
  {
    files: ['{scripts,test/support,test/electron-host}/**/*.{ts,cjs}'],
    rules: { 'no-console': 'off' }
  }
]

export default defineConfig(
  globalIgnores(['out/', 'demo-output/', 'test-results/', 'src/shared/i18n/compiled/']),
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  svelte.configs.recommended,
  {
    languageOptions: {
      parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] }
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      // `import { type App } from 'electron'` still loads the module when it runs.
      '@typescript-eslint/no-import-type-side-effects': 'error'
    }
  },
  ...sizes,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { parser: ts.parser, svelteConfig }
    },
    rules: { 'prefer-const': 'off', 'svelte/prefer-const': 'error' }
  },
  {
    files: ['**/*.{js,cjs}'],
    extends: [ts.configs.disableTypeChecked],
    languageOptions: { globals: globals.node }
  },
  ...walls,
  prettier,
  svelte.configs.prettier
)
