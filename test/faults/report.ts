import { appendFileSync, mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/** What the suite tells beside "passed" and "failed"; printed when it is over. */
const reportPath = resolve(import.meta.dirname, '../../test-results/faults.txt')

/** Adds one line. */
export function report(line: string): void {
  mkdirSync(dirname(reportPath), { recursive: true })
  appendFileSync(reportPath, `${line}\n`)
}
