/**
 * One thing a call, made when it is first asked for. All are forgotten as soon as the owner is
 * another: desks are shared, and what one agent wrote is not for the next.
 */
export class ByCall<Thing> {
  readonly #make: (callId: string) => Thing
  readonly #things = new Map<string, Thing>()
  #owner = ''

  constructor(make: (callId: string) => Thing) {
    this.#make = make
  }

  of(owner: string, callId: string): Thing {
    if (owner !== this.#owner) this.#things.clear()
    this.#owner = owner
    const known = this.#things.get(callId)
    if (known !== undefined) return known
    const made = this.#make(callId)
    this.#things.set(callId, made)
    return made
  }
}
