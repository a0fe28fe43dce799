import { expect, test } from 'vitest'
import { fileNameProblems } from '../../scripts/check/file-names.ts'
import { reasonProblems } from '../../scripts/check/reasons.ts'

test('files in kebab-case, components in PascalCase and rune files pass', () => {
  const good = [
    'src/main/call-data/call-data.ts',
    'src/renderer/src/state/mirror.svelte.ts',
    'src/renderer/src/ui/Button.svelte',
    'src/renderer/src/features/now/NowScreen.svelte',
    'test/unit/media-types.test.ts',
    'scripts/require-node.cjs',
    'src/renderer/index.html'
  ]
  expect(fileNameProblems(good)).toEqual([])
})

test.each([
  'src/main/callData.ts',
  'src/main/CallData.ts',
  'src/main/call_data.ts',
  'src/main/callData/rules.ts',
  'src/renderer/src/ui/button.svelte',
  'src/renderer/src/ui/now-screen.svelte'
])('%s is named against the rules', (path) => {
  expect(fileNameProblems([path])).toHaveLength(1)
})

test.each([
  'src/main/utils.ts',
  'src/main/helpers.ts',
  'src/shared/common/text.ts',
  'src/main/session-manager.ts',
  'src/shared/types.ts',
  'src/shared/constants.ts',
  'test/support/test-helpers.ts'
])('%s does not say what it owns', (path) => {
  expect(fileNameProblems([path])).toHaveLength(1)
})

/** Spelt in two halves, so that this file switches nothing off itself. */
const off = ['eslint', 'disable'].join('-')
const ignore = ['svelte', 'ignore'].join('-')

test.each([
  `/* ${off} max-lines -- one table, split it and it says less */`,
  `// ${off}-next-line no-console, no-eval -- the command line prints here`,
  `<!-- ${off} svelte/no-at-html-tags -- markup of our own -->`,
  `<!-- ${ignore} a11y_autofocus (the dialog's first field) -->`
])('%s is a rule switched off with a reason', (comment) => {
  expect(reasonProblems('src/a.ts', comment)).toEqual([])
})

test.each([
  `/* ${off} max-lines */`,
  `/* ${off} */`,
  `/* ${off} -- for no rule at all */`,
  `/* ${off} max-lines -- */`,
  `// ${off}-line no-console`,
  `// ${off}-next-line no-console -- because`,
  `<!-- ${off} svelte/no-at-html-tags -->`,
  `<!-- ${ignore} a11y_autofocus -->`,
  `<!-- ${ignore} a11y_autofocus (because) -->`
])('%s lacks its rule or its reason', (comment) => {
  expect(reasonProblems('src/a.ts', `const a = 1\n${comment}\n`)).toEqual([
    'src/a.ts:2: name the rule and say why: "rule -- why" or, for Svelte, "rule (why)"'
  ])
})
