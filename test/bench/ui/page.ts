/** The whole app over a main process in memory, with a library of 10,000 rows, ready to be measured. */
import { mount } from 'svelte'
import App from '../../../src/renderer/src/App.svelte'
import { pageLimit, type LibraryPage } from '../../../src/shared/model/library.ts'
import { agent, appProps, library } from '../../component/support.ts'
import { downloading, itemCount, libraryItems, saved, type Tab } from './items.ts'

declare global {
  interface Window {
    benchPage: BenchPage
  }
}

/** What the suite asks of this page, from outside. */
interface BenchPage {
  /** How many rows the list on screen says it has. */
  rowCount(): number
  /**
   * Sends so many events a second, in so many messages: progress of videos that come, or changes
   * of saved rows anywhere in the list.
   */
  startLoad(eventsPerSecond: number, messagesPerSecond: number): void
  stopLoad(): void
  /** The gaps between frames while `forMs` pass, in milliseconds. */
  frames(forMs: number): Promise<number[]>
}

// The address says what is on screen: `#library/saved` or `#library/queue`.
const tab: Tab = location.hash.endsWith('queue') ? 'queue' : 'saved'
const items = libraryItems(tab)

function pageAfter(after: string | null): LibraryPage {
  const from = after === null ? 0 : Number(after)
  const next = from + pageLimit < items.length ? String(from + pageLimit) : null
  return { epoch: library.epoch, items: items.slice(from, from + pageLimit), next }
}

const { fake, props } = appProps({
  'session.get': { state: 'connected', agent },
  // Over IPC every reply is a copy.
  'library.page': ({ after }): LibraryPage => structuredClone(pageAfter(after))
})

/** One message about the events from `first` on. */
function send(first: number, count: number): void {
  const numbers = Array.from({ length: count }, (_, index) => first + index)
  if (tab === 'queue') {
    const progress = numbers.flatMap((number) => {
      const item = items[number % downloading]
      return item === undefined ? [] : [{ itemId: item.itemId, ...progressAt(number) }]
    })
    fake.emit('library.progress', structuredClone(progress))
    return
  }
  const changed = numbers.flatMap((number) => {
    // A step that shares no factor with the count comes to every row.
    const place = (number * 7_919) % itemCount
    const item = items[place]
    const checked = Math.floor(number / itemCount) % 2 === 0
    return item === undefined ? [] : [{ ...item, save: saved(place, checked) }]
  })
  fake.emit('library.items', structuredClone({ epoch: library.epoch, items: changed, removed: [] }))
}

const progressAt = (number: number) => ({
  receivedBytes: (number * 4_096) % 48_000_000,
  totalBytes: 48_000_000,
  bytesPerSecond: 1_000_000 + (number % 1_000)
})

function frames(forMs: number): Promise<number[]> {
  return new Promise((done) => {
    const gaps: number[] = []
    const startedAt = performance.now()
    let last = startedAt
    const frame = (): void => {
      const now = performance.now()
      gaps.push(now - last)
      last = now
      if (now - startedAt < forMs) requestAnimationFrame(frame)
      else done(gaps.slice(1))
    }
    requestAnimationFrame(frame)
  })
}

let timer = 0
let sent = 0
window.benchPage = {
  rowCount: () => {
    const list = document.querySelector('[role="grid"], [role="treegrid"]')
    return Number(list?.getAttribute('aria-rowcount') ?? 0)
  },
  startLoad: (eventsPerSecond, messagesPerSecond) => {
    const count = eventsPerSecond / messagesPerSecond
    timer = window.setInterval(() => {
      send(sent, count)
      sent += count
    }, 1_000 / messagesPerSecond)
  },
  stopLoad: () => {
    window.clearInterval(timer)
  },
  frames
}

const target = document.querySelector('#app')
if (target === null) throw new Error('index.html has no #app')
mount(App, { target, props })
