import { afterEach, beforeEach, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import type { SessionView, SignedInAgent } from '../../src/shared/model/session.ts'
import { downloading, item, libraryOf, openAt, usualWindow } from './library-scene.ts'
import { agent, library, settings } from './support.ts'

const signedIn = { ...agent, gatewayName: 'Contact centre of the northern region' }
const as = (changes: Partial<SignedInAgent>): SessionView => ({
  state: 'connected',
  agent: { ...signedIn, ...changes }
})
const sessions: Readonly<Record<string, SessionView>> = {
  'in a call': as({ agentState: 'in-call' }),
  'not ready for a reason': as({ agentState: 'not-ready', reasonCode: '201' }),
  reconnecting: {
    ...{ state: 'reconnecting', agent: signedIn, since: 0, lastAnswerAt: 0, problem: null },
    signedOutAt: 4_000_000_000_000
  },
  'switching over': {
    ...{ state: 'switching-over', agent: signedIn, since: 0 },
    problem: { code: 'gateway-refused', retcode: '105-002' }
  }
}

/** What a person reads or presses in the ribbon, as boxes; empty ones are not drawn. */
const boxes = (): { what: string; box: DOMRect }[] =>
  [...document.querySelectorAll('header :is(.brand, .session p > *, .switch > span, button)')]
    .map((element) => ({
      what: element.getAttribute('aria-label') ?? element.textContent.trim(),
      box: element.getBoundingClientRect()
    }))
    .filter(({ box }) => box.width > 0 && box.height > 0)

/** Half a pixel is a rounding, not an overlap. */
const within = 0.5
const overlap = (a: DOMRect, b: DOMRect): boolean =>
  a.left + within < b.right &&
  b.left + within < a.right &&
  a.top + within < b.bottom &&
  b.top + within < a.bottom

function faults(width: number): string[] {
  const all = boxes()
  const outside = all.filter(({ box }) => box.left < -within || box.right > width + within)
  const pairs = all.flatMap((one, index) =>
    all.slice(index + 1).flatMap((other) => (overlap(one.box, other.box) ? [[one, other]] : []))
  )
  return [
    ...outside.map(({ what }) => `${width}: "${what}" is outside`),
    ...pairs.map((pair) => `${width}: ${pair.map(({ what }) => `"${what}"`).join(' lies on ')}`)
  ]
}

beforeEach(usualWindow)
afterEach(() => {
  document.documentElement.style.removeProperty('letter-spacing')
})

test.each(
  (['en', 'zh-CN'] as const).flatMap((language) =>
    ['normal', '0.08em'].map((spacing) => ({ language, spacing }))
  )
)(
  'nothing in the ribbon lies on anything else from 480 to 1100 pixels ($language, letters $spacing apart)',
  async ({ language, spacing }) => {
    // Fonts of other systems are wider than the one here.
    document.documentElement.style.letterSpacing = spacing
    const fake = await openAt('#activity', libraryOf([]))
    fake.emit('settings.changed', { ...settings, language })
    await expect.poll(() => fake.calls).toContainEqual(['library.page', { after: null }])
    fake.emit('library.items', {
      epoch: library.epoch,
      items: [
        item(3, { save: downloading(), position: 1 }),
        item(2, { save: { state: 'queued' }, position: 2 })
      ],
      removed: []
    })
    const banner = page.getByRole('banner')
    await expect.element(banner.getByRole('link')).toBeInTheDocument()
    const found: string[] = []
    for (const [name, session] of Object.entries(sessions)) {
      fake.emit('session.changed', session)
      await expect.element(banner.getByText(signedIn.gatewayName)).toBeInTheDocument()
      for (let width = 480; width <= 1_100; width += 20) {
        await page.viewport(width, 640)
        await expect.poll(() => window.innerWidth).toBe(width)
        expect(boxes().length).toBeGreaterThan(7)
        found.push(...faults(width).map((fault) => `${name}, ${fault}`))
      }
    }
    expect(found).toEqual([])
  }
)
