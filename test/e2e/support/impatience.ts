import type { Fault } from '../../../src/simulator/index.ts'
import { watched } from './inspector.ts'

/** What a hand can do around an intercept. In words, so that a failing sequence reads like a report. */
export const gestures = [
  ...(['click Intercept', 'double click Intercept'] as const),
  ...(['click Intercept now', 'double click Intercept now', 'click Cancel'] as const),
  ...(['press the hold button', 'let go', 'focus the hold button', 'a second passes'] as const),
  ...(['Enter', 'hold Enter', 'Space', 'hold Space for a second', 'Tab', 'Escape'] as const),
  ...(['type the number', 'type another number', 'wait and see'] as const)
] as const
export type Gesture = (typeof gestures)[number]

/** How the gateway takes the intercepts that follow. */
export const wires = {
  'the gateway is well': null,
  'the gateway is late': { kind: 'delay', delayMs: 250 },
  'the gateway refuses': { kind: 'retcode', retcode: '900-003', message: 'no' },
  'the reply is lost': { kind: 'lost' },
  'the gateway is out of order': { kind: 'http', status: 503 }
} as const satisfies Readonly<Record<string, Fault | null>>
export type Wire = keyof typeof wires
export const wireNames = Object.keys(wires) as Wire[] // its keys, as written above

export type Deed = Gesture | Wire
export const isWire = (deed: Deed): deed is Wire => Object.hasOwn(wires, deed)

export type Spot = 'intercept' | 'number' | 'confirm' | 'hold' | 'cancel'

/** What a person sees of it at one moment. */
export interface Seen {
  /** What stands in the field for the number; null where no dialog is open. */
  typed: string | null
  focus: Spot | null
  spots: Partial<Record<Spot, { x: number; y: number }>>
  /** The button Intercept turns: something is being asked for. */
  busy: boolean
}

/** Runs in the page, whose types are not those of this file. */
export const look = `(() => {
  const button = (root, names) => [...(root?.querySelectorAll('button') ?? [])]
    .find((one) => names.includes(one.textContent.trim()))
  const dialog = document.querySelector('dialog[open]')
  const things = {
    intercept: button(document.querySelector('main'), ['Intercept']),
    number: dialog?.querySelector('input'),
    confirm: button(dialog, ['Intercept now']),
    hold: button(dialog, ['Hold to intercept', 'Keep holding…']),
    cancel: button(dialog, ['Cancel'])
  }
  const spots = {}
  for (const [spot, thing] of Object.entries(things)) {
    if (!thing) continue
    const { x, y, width, height } = thing.getBoundingClientRect()
    spots[spot] = { x: x + width / 2, y: y + height / 2 }
  }
  const focus = Object.keys(things).find((spot) => things[spot] === document.activeElement) ?? null
  const busy = things.intercept?.getAttribute('aria-busy') === 'true'
  return { typed: things.number?.value ?? null, focus, spots, busy }
})()`

/** Whether a person who does that, with this before them, has confirmed an intercept. */
export function confirms(gesture: Gesture, { typed, focus }: Seen): boolean {
  const isTyped = typed?.trim() === watched
  switch (gesture) {
    case 'click Intercept now':
    case 'double click Intercept now':
      return isTyped
    case 'Enter':
    case 'hold Enter':
      return isTyped && (focus === 'number' || focus === 'confirm')
    case 'Space':
      return isTyped && focus === 'confirm'
    case 'hold Space for a second':
      return focus === 'hold' || (isTyped && focus === 'confirm')
    default:
      return false
  }
}
