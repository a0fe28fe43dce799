import fc from 'fast-check'
import { expect, test } from 'vitest'
import { callDataLimitBytes } from '../../src/shared/model/call-data.ts'
import { createBridge } from '../../src/renderer/src/bridge.ts'
import { CallDataDraft } from '../../src/renderer/src/features/now/call-data/call-data-draft.svelte.ts'
import { fakeBridge } from '../support/fake-bridge.ts'
import { callId } from './now-scene.ts'

const { raw, calls } = fakeBridge({ 'callData.write': { callId, bytes: 1, readBack: 'same' } })
const draftOf = (text: string): CallDataDraft => {
  const draft = new CallDataDraft(callId, { bridge: createBridge(raw), now: () => 0 })
  draft.text = text
  return draft
}

/** Bytes of UTF-8 by its definition (RFC 3629), code point by code point. */
const bytesOf = (text: string): number =>
  Array.from(text).reduce((sum, character) => {
    const point = character.codePointAt(0) ?? 0
    return sum + (point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x1_0000 ? 3 : 4)
  }, 0)

const mixed = fc
  .array(fc.constantFrom('a', '\n', 'é', '保', '单', '😀', '👩‍👧', '🇨🇳', '𠮷'), { maxLength: 2000 })
  .map((parts) => parts.join(''))

test('the meter counts UTF-8 bytes of any text, not characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(draftOf(text).bytes).toBe(bytesOf(text))
    })
  )
})

test('whatever it is made of, 16,384 bytes can be sent and 16,385 cannot', () => {
  fc.assert(
    fc.property(mixed, (text) => {
      const full = text + 'x'.repeat(callDataLimitBytes - bytesOf(text))
      expect(draftOf(full)).toMatchObject({ bytes: 16_384, overBytes: 0, fault: null })
      expect(draftOf(`${full}y`)).toMatchObject({ bytes: 16_385, overBytes: 1, fault: 'over' })
    })
  )
})

const edges: [string, string][] = [
  ['CJK', `${'保'.repeat(5461)}x`],
  ['emoji', '😀'.repeat(4096)]
]
test.each(edges)('text of %s alone fits to the last byte', (_, text) => {
  expect(draftOf(text)).toMatchObject({ bytes: 16_384, fault: null })
  expect(draftOf(`${text}.`)).toMatchObject({ bytes: 16_385, fault: 'over' })
})

test('half a character is refused, and named by its place', () => {
  expect(draftOf('ab\uD83D')).toMatchObject({ fault: 'half-character', halfAt: 3 })
  expect(draftOf('\uDE00ab')).toMatchObject({ fault: 'half-character', halfAt: 1 })
  expect(draftOf('😀\uD83D😀')).toMatchObject({ fault: 'half-character', halfAt: 3 })
  expect(draftOf('ab😀')).toMatchObject({ fault: null, halfAt: null })
})

test('nothing that cannot be sent is sent', async () => {
  for (const text of ['', 'x'.repeat(16_385), '\uD83D']) await draftOf(text).send()
  expect(calls).toEqual([])
})
