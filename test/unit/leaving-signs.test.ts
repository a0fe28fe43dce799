import { describe, expect, test } from 'vitest'
import { leavingSigns, meaningOf } from '../../src/main/leaving/leaving-signs.ts'

describe('what the system says', () => {
  const rows = (platform: NodeJS.Platform) =>
    Object.fromEntries(leavingSigns.map((sign) => [sign, meaningOf(platform, sign)?.means ?? null]))

  test('Windows: a log-off comes by the window, and is never refused', () => {
    expect(rows('win32')).toEqual({
      'before-quit': 'wish',
      'before-quit-for-update': 'update',
      shutdown: null,
      'query-session-end': 'may-end',
      'session-end': 'must',
      SIGTERM: null,
      SIGINT: 'must',
      SIGHUP: 'must',
      faults: 'must'
    })
    expect(meaningOf('win32', 'session-end')).toMatchObject({ waits: 'for-handler' })
  })
  test.each(['darwin', 'linux'] as const)(
    '%s: a log-off comes by the power monitor, and no window tells of Windows’ own',
    (platform) => {
      expect(rows(platform)).toEqual({
        'before-quit': 'wish',
        'before-quit-for-update': 'update',
        shutdown: 'must',
        'query-session-end': 'may-end',
        'session-end': 'must',
        SIGTERM: 'must',
        SIGINT: 'must',
        SIGHUP: 'must',
        faults: 'must'
      })
      expect(meaningOf(platform, 'shutdown')).toMatchObject({ waits: 'if-held' })
    }
  )
  test('everything that must end ends by itself before the system kills after 5 s', () => {
    for (const platform of ['win32', 'darwin', 'linux'] as const) {
      for (const sign of leavingSigns) {
        const meaning = meaningOf(platform, sign)
        if (meaning?.means === 'must') expect(meaning.withinMs).toBeLessThan(5_000)
      }
    }
  })
})
