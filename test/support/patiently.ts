import { vi } from 'vitest'

/**
 * Looks again until `look` throws no more, and gives what it gives. Fifteen seconds at most: two busy
 * cores make everything slow, and a test that hangs still ends.
 */
export const patiently = <T>(look: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(look, { timeout: 15_000, interval: 10 })
