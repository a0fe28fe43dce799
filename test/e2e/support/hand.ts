import {
  confirms,
  isWire,
  look,
  wires,
  type Deed,
  type Gesture,
  type Seen,
  type Spot
} from './impatience.ts'
import { watched } from './inspector.ts'
import { passTime } from './pass-time.ts'
import { invoke } from './shell.ts'
import { expect, type Desk } from './test.ts'

/** A hold that is measured here may be a little shorter than the page's. */
const holdMs = 900

interface Answer {
  value?: { outstanding: string | null }
}

/** A hand at the screen Inspector, and somebody beside it who counts what it confirmed. */
export class Hand {
  readonly #desk: Desk
  /** Since when the pointer has been down on the hold button, by time as it passes here. */
  #pressedAt: number | null = null
  #passedMs = 0
  #lastSpots: Seen['spots'] = {}
  /** Intercepts that the gateway received for what this hand did. */
  sent = 0

  constructor(desk: Desk) {
    this.#desk = desk
  }

  /** Does it, and expects no more intercepts at the gateway than it confirmed: none or one. */
  async do(deed: Deed): Promise<void> {
    const { gateway } = this.#desk
    if (isWire(deed)) {
      gateway.control.heal()
      const fault = wires[deed]
      if (fault !== null) gateway.control.fail('intercept', fault, { times: 'always' })
      return
    }
    const before = this.#received()
    const seen = await this.#look()
    await this.#act(deed, seen)
    await this.#arrived(before)
    const sent = this.#received() - before
    const confirmed = this.#wasHeld(deed) || confirms(deed, seen)
    expect(sent, `intercepts sent by "${deed}"`).toBeLessThanOrEqual(confirmed ? 1 : 0)
    this.sent += sent
  }

  /** Everything is let go and every answer is there; nothing came after the last look. */
  async rest(before: number): Promise<void> {
    await this.do('let go')
    await this.do('Escape')
    await expect.poll(() => this.#outstanding()).toBeNull()
    expect(this.#received() - before, 'intercepts sent in all').toBe(this.sent)
  }

  #look(): Promise<Seen> {
    return this.#desk.page.evaluate<Seen>(look)
  }

  #received(): number {
    return this.#desk.gateway.control.counts('intercept').received
  }

  async #outstanding(): Promise<string | null> {
    const answer = (await invoke(this.#desk.page, 'supervision.get')) as Answer // as the contract has it
    return answer.value === undefined ? 'not told' : answer.value.outstanding
  }

  /** What main was told to send by now is there. */
  async #arrived(before: number): Promise<void> {
    await expect
      .poll(async () => this.#received() > before || (await this.#outstanding()) !== 'intercept')
      .toBe(true)
  }

  /** Whether the hold button has been held long enough by now. It counts once for each press. */
  #wasHeld(deed: Gesture): boolean {
    if (this.#pressedAt === null) return false
    const isHeld = this.#now() - this.#pressedAt >= holdMs
    if (isHeld || deed === 'let go') this.#pressedAt = null
    return isHeld
  }

  #now(): number {
    return Date.now() + this.#passedMs
  }

  async #act(gesture: Gesture, seen: Seen): Promise<void> {
    const { keyboard } = this.#desk.page
    switch (gesture) {
      case 'click Intercept':
        return this.#click('intercept', seen, 1)
      case 'double click Intercept':
        return this.#click('intercept', seen, 2)
      case 'click Intercept now':
        return this.#click('confirm', seen, 1)
      case 'double click Intercept now':
        return this.#click('confirm', seen, 2)
      case 'click Cancel':
        return this.#click('cancel', seen, 1)
      case 'type the number':
        return this.#type(watched, seen)
      case 'type another number':
        return this.#type('1007', seen)
      case 'hold Enter':
        for (let time = 0; time < 3; time += 1) await keyboard.down('Enter')
        return keyboard.up('Enter')
      case 'Enter':
      case 'Space':
      case 'Tab':
      case 'Escape':
        return keyboard.press(gesture)
      default:
        return this.#hold(gesture, seen)
    }
  }

  async #hold(gesture: Gesture, seen: Seen): Promise<void> {
    const { page } = this.#desk
    switch (gesture) {
      case 'press the hold button':
        return this.#press(seen)
      case 'let go':
        return page.mouse.up()
      case 'focus the hold button':
        if (seen.spots.hold === undefined) return
        return page.getByRole('button', { name: /Hold to intercept|Keep holding/ }).focus()
      case 'wait and see':
        return expect.poll(async () => (await this.#look()).busy).toBe(false)
      case 'hold Space for a second':
        await page.keyboard.down('Space')
        await page.keyboard.down('Space')
        await this.#aSecond()
        return page.keyboard.up('Space')
      default:
        return this.#aSecond()
    }
  }

  async #press(seen: Seen): Promise<void> {
    const { page } = this.#desk
    const at = this.#where('hold', seen)
    if (at === undefined) return
    await page.mouse.move(at.x, at.y)
    if (seen.spots.hold !== undefined) this.#pressedAt ??= this.#now()
    await page.mouse.down()
  }

  async #aSecond(): Promise<void> {
    await passTime(this.#desk.callside, 1_000)
    this.#passedMs += 1_000
  }

  async #type(text: string, seen: Seen): Promise<void> {
    const { keyboard } = this.#desk.page
    if (seen.focus === 'number') await keyboard.press('ControlOrMeta+A')
    await keyboard.type(text)
  }

  /** Where it is, or, for a hand that is not looking, where it was. A finger has one thing to do. */
  async #click(spot: Spot, seen: Seen, clickCount: number): Promise<void> {
    const { mouse } = this.#desk.page
    const at = this.#where(spot, seen)
    if (at === undefined) return
    await mouse.up()
    await mouse.click(at.x, at.y, { clickCount })
  }

  #where(spot: Spot, { spots }: Seen): { x: number; y: number } | undefined {
    this.#lastSpots = { ...this.#lastSpots, ...spots }
    return this.#lastSpots[spot]
  }
}
