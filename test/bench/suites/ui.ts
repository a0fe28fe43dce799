import { svelte } from '@sveltejs/vite-plugin-svelte'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { chromium, type Browser, type CDPSession, type Page } from 'playwright'
import * as v from 'valibot'
import { build, preview, type InlineConfig } from 'vite'
import { chromiumArguments, findBrowser } from '../../../scripts/browser.ts'
import { compileMessages } from '../../../scripts/i18n.ts'
import { inRounds, type Results } from '../measure/rounds.ts'
import { median, quantile } from '../measure/statistics.ts'
import { shown, type BenchContext, type SuiteReport, type Table } from '../report.ts'
import { itemCount, type Tab } from '../ui/items.ts'

const root = resolve(import.meta.dirname, '..', '..', '..')
const watchMs = 3_000
const settleMs = 1_000
const eventsPerSecond = 160

interface Scene {
  readonly tab: Tab
  /** How many messages the events come in; main sends ten a second at most. */
  readonly messagesPerSecond: number
  readonly words: string
}

const scenes = {
  saved: { tab: 'saved', messagesPerSecond: 10, words: 'Saved, rows change, 10 messages/s' },
  queue: { tab: 'queue', messagesPerSecond: 10, words: 'Queue, progress, 10 messages/s' },
  unmerged: { tab: 'queue', messagesPerSecond: 160, words: 'Queue, progress, 160 messages/s' }
} as const satisfies Record<string, Scene>
type SceneName = keyof typeof scenes
const sceneNames = Object.keys(scenes) as SceneName[]

interface Shown {
  readonly rowsInDom: number
  readonly firstRowMs: number
  readonly idlePercent: number
  readonly busyPercent: number
  readonly idleFrameP95Ms: number
  readonly frameP95Ms: number
  readonly frameMaxMs: number
}

/** The app's own library screen with 10,000 rows, in an installed Chromium without a GPU. */
export async function uiSuite({ options, folder, tell }: BenchContext): Promise<SuiteReport> {
  const executablePath = findBrowser()
  if (executablePath === null) {
    return {
      tables: [],
      figures: {},
      notes: ['ui takes no part: no Chromium was found'],
      raw: null
    }
  }
  const served = await serveApp(join(folder, 'page'))
  const browser = await chromium.launch({ executablePath, args: [...chromiumArguments] })
  try {
    const rounds = options.full ? 2 : 1
    const names = sceneNames.filter((name) => options.full || name !== 'unmerged')
    const measured = await inRounds({ names, rounds, warmUp: options.full, tell }, (name) =>
      measure(browser, served.url, scenes[name])
    )
    return { tables: [tableOf(measured)], figures: figuresOf(measured), notes: [], raw: measured }
  } finally {
    await browser.close()
    await served.close()
  }
}

/** Builds the page as the app's renderer is built, and serves it on this machine only. */
async function serveApp(outDir: string): Promise<{ url: string; close(): Promise<void> }> {
  await compileMessages()
  const config: InlineConfig = {
    root: resolve(import.meta.dirname, '..', 'ui'),
    configFile: false,
    logLevel: 'error',
    plugins: [svelte({ configFile: join(root, 'svelte.config.js') })]
  }
  await build({ ...config, build: { outDir, minify: true } })
  const server = await preview({
    ...config,
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0 }
  })
  const url = server.resolvedUrls?.local[0]
  if (url === undefined) throw new Error('The page is not served')
  return { url, close: () => server.close() }
}

async function measure(browser: Browser, url: string, scene: Scene): Promise<Shown> {
  const page = await browser.newPage({ viewport: { width: 1_100, height: 700 } })
  try {
    const startedAt = performance.now()
    await page.goto(`${url}#library/${scene.tab}`)
    const list = page.locator('[role="grid"], [role="treegrid"]')
    await list.locator('[role="row"]').first().waitFor()
    const firstRowMs = performance.now() - startedAt
    // All pages have come when the list says its full length.
    await page.waitForFunction(`benchPage.rowCount() >= ${String(itemCount)}`)
    const metrics = await page.context().newCDPSession(page)
    // Processor time of the page's main thread: what other programs take does not count.
    await metrics.send('Performance.enable', { timeDomain: 'threadTicks' })
    const load = `benchPage.startLoad(${String(eventsPerSecond)}, ${String(scene.messagesPerSecond)})`
    // Before its first news a transfer is drawn otherwise; and what the start left has to end.
    await page.evaluate(load)
    await wait(settleMs)
    await page.evaluate('benchPage.stopLoad()')
    await wait(settleMs)
    const idle = await watch(page, metrics)
    await page.evaluate(load)
    const busy = await watch(page, metrics)
    await page.evaluate('benchPage.stopLoad()')
    return {
      rowsInDom: await list.locator('[role="row"]').count(),
      firstRowMs,
      idlePercent: idle.busyPercent,
      busyPercent: busy.busyPercent,
      idleFrameP95Ms: quantile(idle.frames, 0.95),
      frameP95Ms: quantile(busy.frames, 0.95),
      frameMaxMs: Math.max(...busy.frames)
    }
  } finally {
    await page.close()
  }
}

/** How busy the page's main thread is, and the gaps between its frames, in milliseconds. */
async function watch(page: Page, metrics: CDPSession) {
  const before = await taskSeconds(metrics)
  const startedAt = performance.now()
  const found = await page.evaluate(`benchPage.frames(${String(watchMs)})`)
  const frames = v.parse(v.array(v.number()), found)
  const seconds = (performance.now() - startedAt) / 1_000
  return { busyPercent: (((await taskSeconds(metrics)) - before) / seconds) * 100, frames }
}

async function taskSeconds(metrics: CDPSession): Promise<number> {
  const { metrics: all } = await metrics.send('Performance.getMetrics')
  return all.find(({ name }) => name === 'TaskDuration')?.value ?? NaN
}

const of = (all: readonly Shown[], value: (one: Shown) => number): number => median(all.map(value))
const overIdle = ({ busyPercent, idlePercent }: Shown): number => busyPercent - idlePercent

const tableOf = (measured: Results<SceneName, Shown>): Table => ({
  title: `10,000 rows on screen, ${String(eventsPerSecond)} events a second`,
  columns: [
    ...['', 'rows in DOM', 'first row ms', 'idle busy %', 'busy %', 'over idle %'],
    ...['idle frame p95 ms', 'frame p95 ms', 'frame max ms']
  ],
  rows: sceneNames
    .filter((name) => name in measured)
    .map((name) => {
      const cell = (value: (one: Shown) => number, digits: number): string =>
        shown(of(measured[name], value), digits)
      return [
        scenes[name].words,
        cell(({ rowsInDom }) => rowsInDom, 0),
        cell(({ firstRowMs }) => firstRowMs, 0),
        cell(({ idlePercent }) => idlePercent, 1),
        cell(({ busyPercent }) => busyPercent, 1),
        cell(overIdle, 1),
        cell(({ idleFrameP95Ms }) => idleFrameP95Ms, 1),
        cell(({ frameP95Ms }) => frameP95Ms, 1),
        cell(({ frameMaxMs }) => frameMaxMs, 1)
      ]
    })
})

/** Both lists as main feeds them: the unmerged one is there to compare with. */
const figuresOf = ({ saved, queue }: Results<SceneName, Shown>): Record<string, number> => ({
  'ui.rowsInDom': Math.max(...[...saved, ...queue].map((one) => one.rowsInDom)),
  'ui.queue.busyOverIdlePercent': of(queue, overIdle),
  'ui.queue.frameP95Ms': of(queue, (one) => one.frameP95Ms),
  'ui.saved.busyOverIdlePercent': of(saved, overIdle),
  'ui.saved.frameP95Ms': of(saved, (one) => one.frameP95Ms)
})
