import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../support/folders.ts'
import { proofs } from '../windows/proofs.ts'

const here = proofs.filter(
  ({ windowsOnly }) => windowsOnly !== true || process.platform === 'win32'
)

describe('what `npm run windows` shows, on this system', () => {
  test.each(here)('$name', async ({ show }) => {
    await show(await temporaryFolder())
  })

  test('names each thing once, and leaves out only what other systems do not have', () => {
    const names = proofs.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(proofs.filter(({ windowsOnly }) => windowsOnly === true)).toHaveLength(2)
  })
})
