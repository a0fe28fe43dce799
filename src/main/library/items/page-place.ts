import { AppError } from '../../../shared/errors.ts'
import type { Place } from '../database/item-store.ts'
import type { ItemRow } from './item-row.ts'

/** The place behind a row, as it travels to the screens and back. */
export const placeText = ({ startedAt, itemId }: ItemRow): string => `${startedAt} ${itemId}`

/** Reads it back; throws `invalid-input` for anything else. */
export function placeFrom(text: string | null): Place | null {
  if (text === null) return null
  const [, startedAt, itemId] = /^(\d{1,16}) ([0-9a-f-]{36})$/.exec(text) ?? []
  if (startedAt === undefined || itemId === undefined) {
    throw new AppError('invalid-input', 'This is no place in the list')
  }
  return { startedAt: Number(startedAt), itemId }
}
