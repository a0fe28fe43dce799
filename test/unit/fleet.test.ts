import { expect, test } from 'vitest'
import { simulateFleet } from '../fleet/fleet.ts'
import { seededRandom } from '../fleet/random.ts'

test.each(['connections refused', 'silence', 'restart without sessions'] as const)(
  'a site of 400 asks at most 1.5 times as often after an outage of a minute (%s)',
  async (story) => {
    const clients = 400
    const { ratio, signedOut } = await simulateFleet(story, clients, seededRandom(7))
    expect(ratio).toBeLessThanOrEqual(1.5)
    // Nobody is signed in again by a machine: each waits for a click.
    expect(signedOut).toBe(story === 'restart without sessions' ? clients : 0)
  },
  60_000
)
