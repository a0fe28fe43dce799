import { flushCompileCache } from 'node:module'
import { anAgent, bareLibrary, localWork, type BareLibrary } from '../../support/bare-library.ts'
import { forkFileWork } from '../../support/forked-file-work.ts'
import { createRandom } from '../random.ts'
import { createActing, settle } from './actions.ts'
import type { RunOrder, Told } from './messages.ts'

// The library under test, in a process that can be killed. What it is to do comes as one message;
// from then on it goes its way until somebody ends it.

const tell = (told: Told): void => {
  process.send?.(told, undefined, undefined, () => undefined)
}

async function run(order: RunOrder): Promise<void> {
  const forked = order.forked ? forkFileWork({ env: { ...cache } }) : null
  const bare = bareLibrary({
    ...order,
    server: order,
    work: (clock) => forked ?? localWork(clock),
    limits: { silenceMs: 300 },
    settings: { videosAtOnce: 3 }
  })
  const { feed } = bare.opened
  feed.onItems(({ items, removed }) => {
    if (items.length > 0) tell({ type: 'items', items })
    if (removed.length > 0) tell({ type: 'removed', itemIds: removed })
  })
  await bare.opened.start()
  tellBugs(bare)
  tell({ type: 'recovered', paused: bare.opened.library.pause?.by === 'agent' })
  flushCompileCache()
  await nextMessage()
  bare.opened.signedInAs(anAgent)
  if (order.calm) {
    await bringToAnEnd(bare)
    return
  }
  act(bare, order)
  follow(() => forked?.processes.at(-1)?.pid)
}

function act(bare: BareLibrary, { seed, firstNumber }: RunOrder): void {
  const random = createRandom(seed)
  const once = createActing({ bare, random, firstNumber, tell })
  const next = (): void => {
    once()
    tellBugs(bare)
    setTimeout(next, random.whole(0, 12))
  }
  next()
}

async function bringToAnEnd(bare: BareLibrary): Promise<void> {
  bare.opened.library.resumeAll()
  while (!settle(bare)) await new Promise((resolve) => setTimeout(resolve, 20))
  await bare.close()
  tellBugs(bare)
  tell({ type: 'finished' })
  process.disconnect()
}

/** Tells the number of the process that works on files, whenever there is another one. */
function follow(current: () => number | undefined): void {
  let told: number | undefined
  setInterval(() => {
    const pid = current()
    if (pid === undefined || pid === told) return
    told = pid
    tell({ type: 'file-process', pid })
  }, 5)
}

function tellBugs({ bugs }: BareLibrary): void {
  for (const bug of bugs.splice(0)) {
    tell({ type: 'bug', text: bug instanceof Error ? (bug.stack ?? bug.message) : String(bug) })
  }
}

const nextMessage = <T>(): Promise<T> =>
  new Promise((resolve) => {
    process.once('message', resolve)
  })

const cacheFolder = process.env['NODE_COMPILE_CACHE']
const cache = cacheFolder === undefined ? {} : { NODE_COMPILE_CACHE: cacheFolder }
await run(await nextMessage<RunOrder>())
