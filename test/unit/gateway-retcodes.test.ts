import { expect, test } from 'vitest'
import * as endpoints from '../../src/main/gateway/endpoints/index.ts'
import { retcodeEntry, retcodes } from '../../src/main/gateway/retcodes.ts'
import { errorCodes } from '../../src/shared/errors.ts'
import chinese from '../../messages/errors.zh-CN.json' with { type: 'json' }
import english from '../../messages/errors.en.json' with { type: 'json' }

const languages: Record<string, Record<string, string>> = { English: english, Chinese: chinese }

test.each(Object.entries(languages))('every error code has a sentence in %s', (_name, messages) => {
  for (const code of errorCodes) {
    expect(messages[`error_${code.replaceAll(/[^a-z0-9]/g, '_')}`], code).toMatch(/[.。]$/)
  }
})

test.each(Object.entries(languages))('every retcode has a sentence in %s', (_name, messages) => {
  for (const { retcode, meaning } of retcodes.values()) {
    expect(messages[meaning], retcode).toMatch(/[.。]$/)
  }
})

test('both languages say the same things and nothing more', () => {
  expect(Object.keys(chinese)).toEqual(Object.keys(english))
  const known = errorCodes.length + retcodes.size
  expect(Object.keys(english).filter((key) => !key.startsWith('$'))).toHaveLength(known)
})

test('every retcode that a call’s page lists is in the table', () => {
  const listed = Object.values(endpoints).flatMap((entry) =>
    typeof entry === 'object' && 'retcodes' in entry ? entry.retcodes : []
  )
  expect(listed.length).toBeGreaterThan(40)
  for (const retcode of listed) expect(retcodes.has(retcode), retcode).toBe(true)
})

test.each(['106-011', '106-015', '108-001', '108-002', '108-009', '108-011', '108-012', '108-013'])(
  '%s has no documented meaning, and none is invented',
  (retcode) => {
    const { evidence, action, meaning } = retcodeEntry(retcode)
    expect({ evidence, action }).toEqual({ evidence: 'not found', action: 'show' })
    expect(languages['English']?.[meaning]).toContain('gives no meaning')
    expect(languages['Chinese']?.[meaning]).toContain('没有说明')
  }
)

test('an unlisted retcode is shown as the gateway’s no', () => {
  expect(retcodeEntry('999-999')).toMatchObject({
    meaning: 'error_gateway_refused',
    evidence: 'not found'
  })
})
