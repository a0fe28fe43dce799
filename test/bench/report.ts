import type { BenchServer } from './server/start.ts'
import type { BenchOptions } from './options.ts'

export interface Table {
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** What a suite found out. */
export interface SuiteReport {
  readonly tables: readonly Table[]
  /** What goals are held against, by name. */
  readonly figures: Readonly<Record<string, number>>
  /** What whoever reads the figures must know. */
  readonly notes: readonly string[]
  /** Everything that was measured, for the JSON. */
  readonly raw: unknown
}

export interface BenchContext {
  readonly options: BenchOptions
  readonly server: BenchServer
  /** A folder of this run's own: every contestant finds a fresh one in it. */
  readonly folder: string
  /** One line about what goes on. */
  readonly tell: (line: string) => void
}

export type Suite = (context: BenchContext) => Promise<SuiteReport>

/** A table as text, its columns aligned. */
export function drawn({ title, columns, rows }: Table): string {
  const lines = [columns, ...rows]
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)))
  const draw = (line: readonly string[]): string =>
    line
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ')
      .trimEnd()
  const rule = widths.map((width) => '-'.repeat(width)).join('  ')
  return ['', title, draw(columns), rule, ...rows.map(draw), ''].join('\n')
}

/** A number for a table; a dash where there is none. */
export const shown = (value: number | null | undefined, digits = 2): string =>
  value === null || value === undefined || Number.isNaN(value) ? '-' : value.toFixed(digits)
