import { isDeepStrictEqual } from 'node:util'
import { factsOf, type ItemFacts, type ItemRow } from '../../../src/main/library/items/item-row.ts'
import type { SaveStateName } from '../../../src/shared/model/library.ts'
import type { DatabaseReading } from '../read-rows.ts'
import type { ActionName, Told } from './messages.ts'

/** What the library told before it was killed, and so has to stand by after the next start. */
export class Ledger {
  readonly #items = new Map<string, ItemFacts>()
  /** Actions that were begun on an item, ever; some of them end long after they were asked for. */
  readonly #begun = new Map<string, Set<ActionName>>()
  /** Begun and not said to be done when it was killed. */
  #open: { action: ActionName; itemId: string | null }[] = []
  #paused = false
  #changes = 0

  /** How many changes were acknowledged. */
  get changes(): number {
    return this.#changes
  }

  readonly wasBegun = (itemId: string, action: ActionName): boolean =>
    this.#begun.get(itemId)?.has(action) === true

  hear(told: Told): void {
    switch (told.type) {
      case 'items':
        for (const item of told.items) this.#items.set(item.itemId, item)
        this.#changes += told.items.length
        return
      case 'removed':
        for (const itemId of told.itemIds) this.#items.delete(itemId)
        return
      case 'begin':
        this.#open.push({ action: told.action, itemId: told.itemId })
        if (told.itemId !== null) this.#begunOn(told.itemId).add(told.action)
        return
      case 'done':
        this.#done(told.action, told.itemId)
        return
      default:
    }
  }

  /** The library was ended: from now on it is asked what became of everything. */
  compare({ rows, paused }: DatabaseReading): string[] {
    const byId = new Map(rows.map((row) => [row.itemId, row]))
    const lies = [...this.#items.values()].flatMap((told) => this.#liesAbout(told, byId))
    if (paused !== this.#paused && !this.#isOpen(null)) lies.push('its pause was forgotten')
    return lies
  }

  /** What is true after a start becomes what it has to stand by. */
  begin({ rows, paused }: DatabaseReading): void {
    this.#open = []
    this.#paused = paused
    this.#items.clear()
    for (const row of rows) this.#items.set(row.itemId, factsOf(row))
  }

  #begunOn(itemId: string): Set<ActionName> {
    const known = this.#begun.get(itemId) ?? new Set()
    this.#begun.set(itemId, known)
    return known
  }

  #done(action: ActionName, itemId: string | null): void {
    const at = this.#open.findIndex((one) => one.action === action && one.itemId === itemId)
    if (at >= 0) this.#open.splice(at, 1)
    if (action === 'pause-all') this.#paused = true
    if (action === 'resume-all') this.#paused = false
  }

  #isOpen(itemId: string | null, ...actions: readonly ActionName[]): boolean {
    return this.#open.some((one) => {
      return one.itemId === itemId && (actions.length === 0 || actions.includes(one.action))
    })
  }

  #liesAbout(told: ItemFacts, rows: ReadonlyMap<string, ItemRow>): string[] {
    const { itemId, save } = told
    const row = rows.get(itemId)
    if (row === undefined) {
      return this.wasBegun(itemId, 'remove') ? [] : [`${itemId} (told as ${save.state}) is lost`]
    }
    const now = factsOf(row)
    const lies: string[] = []
    if (!this.#mayBe(told, now)) lies.push(`${itemId} was ${save.state} and is ${now.save.state}`)
    if (!this.#isOpen(itemId, 'describe') && !sameDescription(told, now)) {
      lies.push(`what was written on ${itemId} is forgotten`)
    }
    const stayed = told.position !== null && now.position !== null
    const moved = this.#open.some(({ action }) => action === 'move-up' || action === 'save')
    if (stayed && !moved && told.position !== now.position) lies.push(`${itemId} lost its place`)
    return lies
  }

  /** Whether a row that was told like this may be found like that after a kill and a start. */
  #mayBe({ itemId, save: told }: ItemFacts, { save: now }: ItemFacts): boolean {
    const asked = this.#isOpen(itemId, 'save')
    switch (told.state) {
      case 'saved':
      case 'saved-unproven':
        return now.state === told.state && sameFile(told.file, now.file)
      case 'not-saved':
        return now.state === told.state || this.#isAsking()
      case 'cancelled':
        return now.state === told.state || asked
      case 'needs-attention':
        if (now.state === told.state || asked) return true
        // A removal takes the part away first: killed in between, it was a cancel.
        return now.state === 'cancelled' && this.#wasAny(itemId, 'cancel', 'remove')
      case 'paused':
        if (now.state === 'paused' || asked) return true
        return now.state === 'cancelled' && this.wasBegun(itemId, 'cancel')
      default:
        return this.#mayFollow(itemId, now.state)
    }
  }

  #wasAny(itemId: string, ...actions: readonly ActionName[]): boolean {
    return actions.some((action) => this.wasBegun(itemId, action))
  }

  /** A row that was just made for a file that is added, or saved again, is put into the queue next. */
  #isAsking(): boolean {
    return this.#open.some(({ action }) => action === 'save' || action === 'add')
  }

  /** It was in the queue: it goes on by itself, also after it was told. */
  #mayFollow(itemId: string, now: SaveStateName): boolean {
    if (now === 'paused') return this.wasBegun(itemId, 'pause')
    if (now === 'cancelled') return this.wasBegun(itemId, 'cancel')
    return now !== 'not-saved'
  }
}

const sameDescription = (a: ItemFacts, b: ItemFacts): boolean =>
  isDeepStrictEqual([a.tags, a.note, a.hold], [b.tags, b.note, b.hold])

/** What a later look found may differ; the file itself may not. */
const sameFile = <T extends object>(a: T, b: T): boolean =>
  isDeepStrictEqual({ ...a, check: null, checkedAt: null }, { ...b, check: null, checkedAt: null })
