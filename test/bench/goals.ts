import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { shown, type Table } from './report.ts'

const bound = v.union([
  v.strictObject({ atLeast: v.number() }),
  v.strictObject({ atMost: v.number() })
])
type Bound = v.InferOutput<typeof bound>

const goal = v.strictObject({
  figure: v.string(),
  /** What the figure is, for people. */
  text: v.string(),
  /** What no change may lose. */
  must: bound,
  /** What was set out to be reached. */
  ambitious: bound
})
type Goal = v.InferOutput<typeof goal>

export interface Verdict {
  readonly goal: Goal
  readonly value: number
  readonly must: boolean
  readonly ambitious: boolean
}

/** The goals of test/bench/goals.json whose figures were measured, each with its verdict. */
export function verdicts(figures: Readonly<Record<string, number>>): Verdict[] {
  const file = readFileSync(join(import.meta.dirname, 'goals.json'), 'utf8')
  const goals = v.parse(v.pipe(v.string(), v.parseJson(), v.array(goal)), file)
  return goals.flatMap((one) => {
    const value = figures[one.figure]
    if (value === undefined) return []
    return [
      { goal: one, value, must: meets(value, one.must), ambitious: meets(value, one.ambitious) }
    ]
  })
}

const meets = (value: number, limit: Bound): boolean =>
  'atLeast' in limit ? value >= limit.atLeast : value <= limit.atMost

const words = (limit: Bound): string =>
  'atLeast' in limit ? `>= ${String(limit.atLeast)}` : `<= ${String(limit.atMost)}`

export function goalTable(all: readonly Verdict[]): Table {
  return {
    title: 'Goals',
    columns: ['', 'measured', 'must', 'ambitious', ''],
    rows: all.map(({ goal: { text, must, ambitious }, value, ...met }) => [
      text,
      shown(value, 3),
      words(must),
      words(ambitious),
      met.ambitious ? 'reached' : met.must ? 'good enough' : 'MISSED'
    ])
  }
}
