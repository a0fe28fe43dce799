import { plant } from './plant.ts'

const lines = (count: number): string =>
  Array.from({ length: count }, (_, index) => `export const line${index} = ${index}`).join('\n')

/** A function of as many lines, its first and last included. */
const functionOf = (count: number): string =>
  `export function long(say: (text: string) => void): void {\n${"  say('')\n".repeat(count - 2)}}`

const markup = (count: number): string => Array.from({ length: count }, () => '<p>x</p>').join('\n')

/** What is just small enough, and what is one too large. */
export const sizePlants = [
  plant('src/main/size/lines-200.ts', lines(200)),
  plant('src/main/size/lines-201.ts', lines(201), 'max-lines'),
  plant('test/unit/lines-250.test.ts', lines(250)),
  plant('test/unit/lines-251.test.ts', lines(251), 'max-lines'),
  plant('src/renderer/src/ui/Rows150.svelte', markup(150)),
  plant('src/renderer/src/ui/Rows151.svelte', markup(151), 'max-lines'),
  plant('src/main/size/function-40.ts', functionOf(40)),
  plant('src/main/size/function-41.ts', functionOf(41), 'max-lines-per-function'),
  plant(
    'src/main/size/parameters.ts',
    'export const sum = (a: number, b: number, c: number, d: number): number => a + b + c + d',
    '@typescript-eslint/max-params'
  ),
  plant(
    'src/main/size/nesting.ts',
    'export function deep(a: () => boolean): void {\n  while (a()) {\n    while (a()) {\n      while (a()) {\n        while (a()) {\n          break\n        }\n      }\n    }\n  }\n}',
    'max-depth'
  )
]
