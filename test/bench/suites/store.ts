import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import * as v from 'valibot'
import { ItemBook } from '../../../src/main/library/items/item-book.ts'
import { queuedRow, savedRow } from '../app/rows.ts'
import { outputOf } from '../measure/child-output.ts'
import { inRounds, type Results } from '../measure/rounds.ts'
import { median, quantile, spreadOf } from '../measure/statistics.ts'
import { shown, type BenchContext, type SuiteReport, type Table } from '../report.ts'
import { openStore } from '../../support/open-store.ts'

const sizes = ['10', '1000', '10000'] as const
type Size = (typeof sizes)[number]

const updatesPerRound = 400
/** Rows that wait in the queue; all the others are saved. */
const queuedRows = 10
const startProgram = resolve(import.meta.dirname, '..', 'store', 'start.ts')

interface Updates {
  readonly p50Ms: number
  readonly p99Ms: number
}

const started = v.object({
  openMs: v.number(),
  readMs: v.number(),
  waiting: v.number(),
  shown: v.number()
})
type Started = v.InferOutput<typeof started>

/** The library's own rows: what one change costs among few and many, and what a start costs. */
export async function storeSuite({ options, folder, tell }: BenchContext): Promise<SuiteReport> {
  const paths = new Map(sizes.map((size) => [size, join(folder, `library-${size}.sqlite`)]))
  const rounds = Math.min(options.rounds, 5)
  try {
    for (const [size, path] of paths) fill(path, Number(size))
    const updates = await inRounds({ names: sizes, rounds, tell }, (size) =>
      Promise.resolve(update(paths.get(size) ?? ''))
    )
    const starts = await inRounds({ names: ['start'], rounds, tell }, () =>
      measureStart(paths.get('10000') ?? '')
    )
    return {
      tables: [updateTable(updates), startTable(starts.start)],
      figures: {
        'store.flatness': of(updates['10000'], 'p50Ms') / of(updates['10'], 'p50Ms'),
        'store.p99Ms': of(updates['10000'], 'p99Ms'),
        'store.startMs': median(starts.start.map(({ openMs, readMs }) => openMs + readMs))
      },
      notes: [],
      raw: { updates, starts: starts.start }
    }
  } finally {
    for (const path of paths.values()) rmSync(path, { force: true })
  }
}

function fill(path: string, size: number): void {
  const store = openStore(path)
  const rows = Array.from({ length: size }, (_, number) =>
    number < queuedRows ? queuedRow(idOf(number), number + 1) : savedRow(idOf(number), number)
  )
  store.put(...rows)
  store.close()
}

const idOf = (number: number): string =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

/** Rows of the queue that move on and back again, each change found, written and flushed by itself. */
function update(path: string): Updates {
  const book = new ItemBook(openStore(path))
  const times: number[] = []
  for (let turn = 0; turn < updatesPerRound; turn += 1) {
    const itemId = idOf(turn % queuedRows)
    const isPaused = Math.floor(turn / queuedRows) % 2 === 1
    const startedAt = performance.now()
    book.advance(
      itemId,
      isPaused ? { type: 'asked', at: turn, patientUntil: null } : { type: 'paused' }
    )
    times.push(performance.now() - startedAt)
  }
  book.store.close()
  return { p50Ms: quantile(times, 0.5), p99Ms: quantile(times, 0.99) }
}

async function measureStart(path: string): Promise<Started> {
  const owner = queuedRow('any', 0).owner
  const child = spawn(process.execPath, [startProgram, path, owner], {
    stdio: ['ignore', 'pipe', 'inherit']
  })
  return v.parse(v.pipe(v.string(), v.parseJson(), started), await outputOf(child))
}

const of = <Key extends string>(all: readonly Record<Key, number>[], key: Key): number =>
  median(all.map((one) => one[key]))

function updateTable(updates: Results<Size, Updates>): Table {
  const cell = (all: readonly Updates[], key: keyof Updates): string => {
    const { median: middle, min, max } = spreadOf(all.map((one) => one[key]))
    return `${shown(middle, 3)} [${shown(min, 3)}..${shown(max, 3)}]`
  }
  return {
    title: `One row's update, flushed to the disk, in ms (${String(updatesPerRound)} a round)`,
    columns: ['rows', 'p50', 'p99'],
    rows: sizes.map((size) => [size, cell(updates[size], 'p50Ms'), cell(updates[size], 'p99Ms')])
  }
}

const startTable = (starts: readonly Started[]): Table => ({
  title: 'A start with 10,000 rows, in ms',
  columns: ['', 'open, check, migrate', 'queue and first page'],
  rows: [['median', shown(of(starts, 'openMs'), 1), shown(of(starts, 'readMs'), 1)]]
})
