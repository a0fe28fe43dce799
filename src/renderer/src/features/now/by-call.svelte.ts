interface Kept<Thing> {
  readonly thing: Thing
  readonly end: () => void
}

/**
 * One thing a call, made when it is first asked for. All are forgotten as soon as the owner is
 * another: desks are shared, and what one agent wrote is not for the next.
 */
export class ByCall<Thing> {
  readonly #make: (callId: string) => Thing
  // Nobody draws this map; what is in it follows by itself.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- a reactive map may not be filled while markup is drawn
  readonly #things = new Map<string, Kept<Thing>>()
  #owner = ''

  constructor(make: (callId: string) => Thing) {
    this.#make = make
  }

  of(owner: string, callId: string): Thing {
    if (owner !== this.#owner) this.#forget()
    this.#owner = owner
    const kept = this.#things.get(callId) ?? this.#keep(callId)
    return kept.thing
  }

  #keep(callId: string): Kept<Thing> {
    const kept = rooted(() => this.#make(callId))
    this.#things.set(callId, kept)
    return kept
  }

  #forget(): void {
    for (const { end } of this.#things.values()) end()
    this.#things.clear()
  }
}

/**
 * Makes something with state of its own outside of the markup that asks for it first: state that
 * is made while markup is drawn is not followed by that markup, and ends with it.
 */
function rooted<Thing>(make: () => Thing): Kept<Thing> {
  const made: Thing[] = []
  const end = $effect.root(() => {
    made.push(make())
  })
  const [thing] = made
  if (thing === undefined) throw new Error('An effect root did not run')
  return { thing, end }
}
