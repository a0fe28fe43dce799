import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Speed } from '../../src/main/library/transfer/fetch-speed.ts'
import { Watchdog, type Pace } from '../../src/main/library/transfer/fetch-watchdog.ts'

const limits = { silenceMs: 30_000, slowMs: 60_000, slowBytesPerSecond: 1_024 }
const tickMs = 100

/** Runs a transfer whose size is `bytesAt` a time; gives when it was ended, and why. */
function endOf(
  bytesAt: (ms: number) => number,
  waits: (ms: number) => boolean = () => false,
  untilMs = 400_000
): { ms: number; pace: Pace } | null {
  const startAt = 5_000
  const watchdog = new Watchdog(limits, startAt, bytesAt(0))
  for (let ms = tickMs; ms <= untilMs; ms += tickMs) {
    const now = { elapsedMs: startAt + ms, bytes: bytesAt(ms), waitingForDisk: waits(ms) }
    const pace = watchdog.look(now)
    if (pace !== 'fine') return { ms, pace }
  }
  return null
}

describe('the watchdog', () => {
  test('ends silence after 30 seconds, whenever it begins', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200_000 }), (stopsAt) => {
        const end = endOf((ms) => Math.min(ms, stopsAt) * 100)
        expect(end?.pace).toBe('silent')
        expect(Math.abs((end?.ms ?? 0) - stopsAt - 30_000)).toBeLessThanOrEqual(tickMs)
      }),
      { numRuns: 40 }
    )
  })

  test('lets every steady speed of 1 KiB a second or more go on, and ends every lower one in time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3_000 }), (rate) => {
        const end = endOf((ms) => Math.floor((ms * rate) / 1_000))
        if (rate >= 1_026) expect(end).toBeNull()
        if (rate <= 1_000) {
          expect(end?.pace).toBe('slow')
          expect(Math.abs((end?.ms ?? 0) - 60_000)).toBeLessThanOrEqual(1_000)
        }
      }),
      { numRuns: 40 }
    )
  })

  test('ends a fast transfer that begins to drip within about a minute', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), (dripsFrom) => {
        const end = endOf(
          (ms) => Math.min(ms, dripsFrom) * 1_000 + Math.max(0, ms - dripsFrom) / 10
        )
        expect(end?.pace).toBe('slow')
        const took = (end?.ms ?? 0) - dripsFrom
        expect(took).toBeGreaterThan(58_000)
        expect(took).toBeLessThan(62_000)
      }),
      { numRuns: 40 }
    )
  })

  test('does not blame the server while the disk is behind, and counts anew after', () => {
    const waits = (ms: number): boolean => ms < 100_000
    expect(endOf(() => 7, waits, 129_000)).toBeNull()
    const end = endOf(() => 7, waits)
    expect(end?.pace).toBe('silent')
    expect(Math.abs((end?.ms ?? 0) - 130_000)).toBeLessThanOrEqual(2 * tickMs)
  })

  test('never ends a transfer before the shorter of its limits', () => {
    const steps = fc.array(fc.nat({ max: 50_000 }), { minLength: 299, maxLength: 299 })
    fc.assert(
      fc.property(steps, (gained) => {
        let bytes = 0
        expect(endOf((ms) => (bytes += gained[ms / tickMs] ?? 0), undefined, 29_900)).toBeNull()
      })
    )
  })
})

describe('the speed', () => {
  test('of a steady transfer is its rate, once there is half a second to judge', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 ** 9 }),
        fc.nat({ max: 10 ** 6 }),
        (rate, startAt) => {
          const speed = new Speed()
          for (let ms = 0; ms <= 12_000; ms += tickMs) {
            const told = speed.at(startAt + ms, (rate * ms) / 1_000)
            if (ms < 500) expect(told).toBeNull()
            else expect(told).toBeCloseTo(rate, 1)
          }
        }
      ),
      { numRuns: 30 }
    )
  })

  test('forgets what is older than five seconds', () => {
    const speed = new Speed()
    for (let ms = 0; ms <= 10_000; ms += tickMs) speed.at(ms, Math.min(ms, 5_000) * 1_000)
    expect(speed.at(10_100, 5_000_000)).toBe(0)
  })

  test('is never negative while bytes only grow', () => {
    const looks = fc.array(fc.tuple(fc.nat({ max: 2_000 }), fc.nat({ max: 10 ** 7 })))
    fc.assert(
      fc.property(looks, (steps) => {
        const speed = new Speed()
        let [ms, bytes] = [0, 0]
        for (const [later, more] of steps) {
          ms += later
          bytes += more
          expect(speed.at(ms, bytes) ?? 0).toBeGreaterThanOrEqual(0)
        }
      })
    )
  })
})
