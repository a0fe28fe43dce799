import type { LibraryItem } from '../../../shared/model/library.ts'
import { fileOf } from './item-states.ts'

/** What a search looks through: made once for each state of an item, not for each key pressed. */
export interface Haystack {
  /** Lower case. */
  readonly text: string
  /** The ways people write its day, each after a line break. */
  readonly dates: string
  /** SHA-256 in hex; empty where nothing is saved. */
  readonly hash: string
}

const two = (value: number): string => String(value).padStart(2, '0')

/** 2026-11-20, 20.11.2026, 2026/11/20 and the Chinese forms, in this PC's time zone. */
function datesOf(at: number): string {
  const date = new Date(at)
  const [year, month, day] = [date.getFullYear(), date.getMonth() + 1, date.getDate()]
  return [
    '',
    `${year}-${two(month)}-${two(day)}`,
    `${year}/${month}/${day}`,
    `${year}/${two(month)}/${two(day)}`,
    `${two(day)}.${two(month)}.${year}`,
    `${day}.${month}.${year}`,
    `${year}年${month}月${day}日`,
    `${year}年${two(month)}月${two(day)}日`,
    `${month}月${day}日`
  ].join('\n')
}

export function haystackOf(item: LibraryItem): Haystack {
  const file = fileOf(item)
  const text = [item.callId ?? '', item.agentId, file?.fileName ?? '', ...item.tags, item.note]
  return {
    text: text.join('\n').toLowerCase(),
    dates: datesOf(item.startedAt),
    hash: file?.sha256.toLowerCase() ?? ''
  }
}

/** Fewer digits than this would find a hash in every other row. */
const shortestHash = 4
const hex = new RegExp(`^[0-9a-f]{${shortestHash},64}$`)

/** The words of a search, in lower case. Each has to be found. */
export const termsOf = (search: string): readonly string[] =>
  search
    .toLowerCase()
    .split(/\s+/)
    .filter((term) => term !== '')

/** A day is found by how it begins, a hash as well; everything else anywhere in it. */
export const found = (hay: Haystack, terms: readonly string[]): boolean =>
  terms.every(
    (term) =>
      hay.text.includes(term) ||
      hay.dates.includes(`\n${term}`) ||
      (hex.test(term) && hay.hash.startsWith(term))
  )

/** Remembers what it made for an item as long as that item lives. */
export function createHaystacks(): (item: LibraryItem) => Haystack {
  const made = new WeakMap<LibraryItem, Haystack>()
  return (item) => {
    const known = made.get(item)
    if (known !== undefined) return known
    const fresh = haystackOf(item)
    made.set(item, fresh)
    return fresh
  }
}
