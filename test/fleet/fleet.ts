import { PollLoop } from '../../src/main/session/poll-loop.ts'
import { defaultTimings } from '../../src/main/timings.ts'
import { AppError } from '../../src/shared/errors.ts'
import { virtualClock, type VirtualClock } from '../support/virtual-clock.ts'

/** What happens to the gateway. Outages last 60 s. */
export type Story = 'connections refused' | 'silence' | 'restart without sessions'

export interface FleetResult {
  story: Story
  clients: number
  /** Requests in each 5 s, from the start. */
  bins: readonly number[]
  /** Requests in 5 s while all is well, on average. */
  steady: number
  /** The fullest 5 s in the 60 s after the gateway is back. */
  peak: number
  /** `peak` by `steady`. */
  ratio: number
  /** Clients that wait for their agent to sign in. */
  signedOut: number
}

export const binMs = 5_000
export const outageAt = 120_000
export const backAt = outageAt + 60_000
export const endAt = 260_000
const holdMs = 10_000
/** Far below the pauses, which begin at 200 ms. */
const grainMs = 50

/** A gateway that many clients poll, each with its own kept session. */
class Crowd {
  readonly #clock: VirtualClock
  readonly #story: Story
  readonly #held = new Set<() => void>()
  readonly bins: number[] = Array.from({ length: endAt / binMs }, () => 0)

  constructor(clock: VirtualClock, story: Story) {
    this.#clock = clock
    this.#story = story
  }

  /** What is held when the outage begins ends with it, or is never answered. */
  begin(): void {
    if (this.#story === 'silence') return
    for (const cut of [...this.#held]) cut()
  }

  poll(signal: AbortSignal): Promise<readonly never[]> {
    const now = this.#clock.elapsed()
    const bin = Math.floor(now / binMs)
    this.bins[bin] = (this.bins[bin] ?? 0) + 1
    if (now >= backAt && this.#story === 'restart without sessions') {
      return Promise.reject(
        new AppError('gateway-refused', 'retcode 100-006', { retcode: '100-006' })
      )
    }
    if (now < outageAt || now >= backAt) return this.#hold(signal)
    return this.#story === 'silence' ? this.#never(signal) : Promise.reject(gone())
  }

  #hold(signal: AbortSignal): Promise<readonly never[]> {
    return new Promise((resolve, reject) => {
      const end = (): void => {
        this.#held.delete(cut)
        signal.removeEventListener('abort', cut)
        callOff()
      }
      const cut = (): void => {
        end()
        reject(gone())
      }
      const callOff = this.#clock.after(holdMs, () => {
        const isAway = this.#clock.elapsed() >= outageAt && this.#clock.elapsed() < backAt
        // Packets are lost: the answer never comes, and the client's limit ends the poll.
        if (this.#story === 'silence' && isAway) return
        end()
        resolve([])
      })
      this.#held.add(cut)
      signal.addEventListener('abort', cut)
    })
  }

  #never(signal: AbortSignal): Promise<never> {
    return new Promise((_, reject) => {
      signal.addEventListener('abort', () => {
        reject(gone())
      })
    })
  }
}

const gone = (): AppError => new AppError('could-not-ask:unreachable', 'away')

/** Runs the app's own poll loop for each of `clients` through one story, in virtual time. */
export async function simulateFleet(
  story: Story,
  clients: number,
  random: () => number
): Promise<FleetResult> {
  const clock = virtualClock(0, grainMs)
  const crowd = new Crowd(clock, story)
  // One each: a signal's listeners are a list, and thousands of them on one would be slow.
  const endings = Array.from({ length: clients }, () => new AbortController())
  let signedOut = 0
  for (const ending of endings) {
    const loop = new PollLoop<never>({
      ...{ clock, timings: defaultTimings, random },
      poll: (signal) => crowd.poll(signal),
      ...{ onAnswer: () => undefined, onFailure: () => undefined }
    })
    // Agents sign in over the first minute of the shift; nothing here signs in by itself.
    clock.after(random() * 60_000, () => {
      void loop.run(ending.signal).then(({ ended }) => {
        if (ended === 'by-gateway') signedOut += 1
      })
    })
  }
  clock.after(outageAt, () => {
    crowd.begin()
  })
  await clock.run(endAt - 1)
  const { bins } = crowd
  for (const ending of endings) ending.abort()
  await clock.run(0)
  return { story, clients, bins, signedOut, ...judged(bins) }
}

function judged(bins: readonly number[]): Pick<FleetResult, 'steady' | 'peak' | 'ratio'> {
  const between = (from: number, to: number) => bins.slice(from / binMs, to / binMs)
  const calm = between(75_000, outageAt)
  const steady = calm.reduce((sum, count) => sum + count, 0) / calm.length
  const peak = Math.max(...between(backAt, backAt + 60_000))
  return { steady, peak, ratio: peak / steady }
}
