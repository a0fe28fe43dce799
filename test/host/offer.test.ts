import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { NotOfferedError, offer, offerClass } from '../electron-host/typing/offer.ts'

class Lamp extends EventEmitter {
  readonly #secret = 'light'
  level = 1
  glow(): string {
    return this.#secret
  }
  blink(): void {
    this.emit('blinked')
  }
}
const lampOptions = { label: 'lamp', members: ['glow', 'level'], events: ['blinked'] }

test('listed members work, also where a method reads private fields', () => {
  const lamp = offer(new Lamp(), lampOptions)
  expect(lamp.glow()).toBe('light')
  lamp.level = 2
  expect(lamp.level).toBe(2)
})

test('every other member throws with its name, read or written', () => {
  const lamp = offer(new Lamp(), lampOptions)
  expect(() => Reflect.get(lamp, 'blink') as unknown).toThrow(
    'Electron stand-in: lamp.blink is not offered'
  )
  expect(() => {
    Reflect.set(lamp, 'colour', 'red')
  }).toThrow('lamp.colour is not offered')
})

test('listening works for offered events, and an unknown event throws with its name', () => {
  const target = new Lamp()
  const lamp = offer(target, lampOptions)
  let blinks = 0
  expect(lamp.on('blinked', () => blinks++)).toBe(lamp)
  target.blink()
  expect(blinks).toBe(1)
  expect(() => lamp.on('broken', () => undefined)).toThrow("lamp.on('broken') is not offered")
})

test('a method is the same function each time, and may be replaced', () => {
  const target = new Lamp()
  const lamp = offer(target, lampOptions)
  expect(Reflect.get(lamp, 'glow')).toBe(Reflect.get(lamp, 'glow'))
  lamp.glow = () => 'dark'
  expect(lamp.glow()).toBe('dark')
  expect(target.glow()).toBe('dark')
})

test('a promise may resolve with an offered object', async () => {
  const lamp = offer(new Lamp(), lampOptions)
  expect(await Promise.resolve(lamp)).toBe(lamp)
})

test('an offered class gives offered objects that are instances of it', () => {
  const Offered = offerClass(
    Lamp,
    { count: () => 3, hidden: 1 },
    { label: 'Lamp', statics: ['count'], construct: () => offer(new Lamp(), lampOptions) }
  )
  const OfferedLamp = Offered as typeof Lamp & { count: () => number; hidden: number }
  expect(new OfferedLamp()).toBeInstanceOf(OfferedLamp)
  expect(() => {
    new OfferedLamp().blink()
  }).toThrow(NotOfferedError)
  expect(OfferedLamp.count()).toBe(3)
  expect(() => OfferedLamp.hidden).toThrow('Lamp.hidden is not offered')
})
