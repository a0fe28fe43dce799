/**
 * Measures what Callside costs while nothing happens, with the gateway in a process of its own:
 * `npm run measure:idle` after `npm run build` (600 seconds unless another number is given). An agent
 * is signed in, the window is hidden to the tray, the timings are those of the product. Linux only.
 * Prints one line of JSON; exits 1 if a process of the app used 1 % of a core, if there was ever more
 * than one open request or another than the poll, or if a timer of the renderer fired.
 */
import type { Page } from '@playwright/test'
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { defaultTimings } from '../src/main/timings.ts'
import { signedIn } from './e2e/support/sign-in.ts'
import { withMeasuredDesk, type MeasuredDesk } from './support/measured-desk.ts'

const seconds = Number(process.argv[2] ?? 600)
const sampleEveryMs = 250

/** Counts the timers of the page that fire, from before its own scripts run. */
const countTimers = `(() => {
  let fired = 0
  for (const name of ['setTimeout', 'setInterval', 'requestAnimationFrame', 'requestIdleCallback']) {
    const real = globalThis[name].bind(globalThis)
    globalThis[name] = (work, ...rest) =>
      real((...given) => {
        fired += 1
        return work(...given)
      }, ...rest)
  }
  globalThis.timersFired = () => fired
})()`

/** A browser without a screen never hides a page: the page is told what Electron's is told. */
const hidePage = `(() => {
  Object.defineProperty(document, 'visibilityState', { value: 'hidden' })
  Object.defineProperty(document, 'hidden', { value: true })
  document.dispatchEvent(new Event('visibilitychange'))
})()`

interface Measured {
  seconds: number
  /** Share of one core, in percent, of each process of the app; `main` first. */
  processorPercent: Record<string, number>
  /** How often so many requests waited for their answer when it was looked. */
  openRequests: Record<number, number>
  requestsByName: Record<string, number>
  rendererTimersFired: number
}

async function measure({ gateway, page, app }: MeasuredDesk): Promise<Measured> {
  await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor()
  await page.addInitScript({ content: countTimers })
  await page.reload()
  await signedIn(page)
  await app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.hide()
  })
  await page.evaluate(hidePage)
  // What the signing in began is over when two more polls were answered.
  await pollsAnswered(gateway, 2)

  const main = await app.evaluate(() => process.pid)
  const firedBefore = await timersFired(page)
  const before = processorSeconds(main)
  const startedAt = performance.now()
  const openRequests: Record<number, number> = {}
  const requestsByName: Record<string, number> = {}
  while (performance.now() - startedAt < seconds * 1_000) {
    const names = await gateway.control.underWay()
    openRequests[names.length] = (openRequests[names.length] ?? 0) + 1
    for (const name of names) requestsByName[name] = (requestsByName[name] ?? 0) + 1
    await new Promise((resolveWait) => setTimeout(resolveWait, sampleEveryMs))
  }
  const measuredSeconds = (performance.now() - startedAt) / 1_000
  const after = processorSeconds(main)
  const percent = [...after].map(([pid, { name, used }]) => {
    const share = (100 * (used - (before.get(pid)?.used ?? 0))) / measuredSeconds
    return [pid === main ? 'main' : `${name} ${pid}`, Math.round(share * 1_000) / 1_000] as const
  })
  return {
    seconds: Math.round(measuredSeconds),
    processorPercent: Object.fromEntries(percent),
    openRequests,
    requestsByName,
    rendererTimersFired: (await timersFired(page)) - firedBefore
  }
}

async function pollsAnswered(gateway: MeasuredDesk['gateway'], count: number): Promise<void> {
  const { accepted } = await gateway.control.counts('getAgentEvent')
  const isDone = async (): Promise<boolean> =>
    (await gateway.control.counts('getAgentEvent')).accepted >= accepted + count
  while (!(await isDone())) {
    await new Promise((resolveWait) => setTimeout(resolveWait, sampleEveryMs))
  }
}

const timersFired = (page: Page): Promise<number> =>
  page.evaluate(() => (Reflect.get(globalThis, 'timersFired') as () => number)())

interface Used {
  readonly name: string
  readonly parent: number
  /** User and system time, in seconds. */
  readonly used: number
}

/** What each process from `main` down has used so far. */
function processorSeconds(main: number): Map<number, Used> {
  const ticks = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const all = new Map(pids.flatMap((pid) => usedBy(Number(pid), ticks)))
  const isOurs = (pid: number): boolean =>
    pid === main || (all.has(pid) && isOurs(all.get(pid)?.parent ?? 0))
  return new Map([...all].filter(([pid]) => isOurs(pid)))
}

function usedBy(pid: number, ticks: number): [number, Used][] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // proc(5): the name stands in brackets and may hold any of its own; field 3 follows them.
    const end = stat.lastIndexOf(')')
    const fields = stat.slice(end + 2).split(' ')
    const used = (Number(fields[11]) + Number(fields[12])) / ticks
    const name = stat.slice(stat.indexOf('(') + 1, end)
    return [[pid, { name, parent: Number(fields[1]), used }]]
  } catch {
    return [] // it has ended meanwhile
  }
}

await withMeasuredDesk({ timings: { ...defaultTimings } }, async (desk) => {
  const measured = await measure(desk)
  process.stdout.write(`${JSON.stringify(measured)}\n`)
  const { processorPercent, openRequests, requestsByName, rendererTimersFired } = measured
  const isQuiet = Object.values(processorPercent).every((percent) => percent < 1)
  const onlyThePoll =
    Object.keys(openRequests).every((count) => Number(count) <= 1) &&
    Object.keys(requestsByName).join() === 'getAgentEvent'
  process.exitCode = isQuiet && onlyThePoll && rendererTimersFired === 0 ? 0 : 1
})
