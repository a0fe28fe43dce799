import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { report } from './report.ts'
import { faultRows } from './rows.ts'
import { mayMount } from './small-disk.ts'
import { canLimit, canTrace } from './strace/traced.ts'

const tests = resolve(import.meta.dirname, '..')
const all = Array.from({ length: 44 }, (_, index) => `D${String(index + 1).padStart(2, '0')}`)

/** True where a test or a group of a file is called `D07: …`. */
function isNamed(id: string, file: string): boolean {
  return new RegExp(`['"\`](A\\d+, )?${id}[:,]`).test(readFileSync(resolve(tests, file), 'utf8'))
}

test('the table has all of D01 to D44', () => {
  expect(Object.keys(faultRows)).toEqual(all)
})

test.each(Object.entries(faultRows))('%s is shown where the table says', (id, { shownIn }) => {
  expect(shownIn.filter((file) => !isNamed(id, file))).toEqual([])
  expect(shownIn).not.toEqual([])
})

test('what only another system or another account can show is said by name', () => {
  for (const [id, { fault, elsewhere }] of Object.entries(faultRows)) {
    if (elsewhere === undefined) continue
    report(`not run here: ${id} (${fault}): ${elsewhere.what}, only on ${elsewhere.on}`)
  }
  const tools = [
    [mayMount(), 'full and read-only disks (D22, D23, D26): this account may not mount'],
    [canTrace(), 'faults of the kernel (D23, D26, D27, D28, D31, D33, A4): no strace here'],
    [canLimit(), 'files that may not grow (D24): no prlimit here']
  ] as const
  for (const [isThere, what] of tools) if (!isThere) report(`not run here: ${what}`)
  expect(all).toHaveLength(44)
})
