import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { windowColour } from '../../src/main/desktop/window-colour.ts'

test.each([
  ['system', true, '#10171b'],
  ['system', false, '#f3f6f7'],
  ['dark', false, '#10171b'],
  ['light', true, '#f3f6f7']
] as const)('theme %s on a system that is dark: %s', (theme, isSystemDark, colour) => {
  expect(windowColour(theme, isSystemDark)).toBe(colour)
})

test('a window has the ground of the page that will be painted in it', () => {
  const tokens = readFileSync('src/renderer/src/styles/tokens.css', 'utf8')
  const both = [windowColour('light', false), windowColour('dark', false)].join(', ')
  expect(tokens).toContain(`--ground: light-dark(${both})`)
})
