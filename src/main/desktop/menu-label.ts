import type { MenuItemConstructorOptions as Item } from 'electron'

/** What could begin a second column or line. */
const breaks = /[\p{Cc}\p{Zl}\p{Zp}]+/gu

/** What is not seen, and could turn the rest around. */
const invisible = /\p{Cf}+/gu

/** Longer ones would make a menu as wide as the screen; names come from the gateway. */
const longest = 80

/** A text as a system shows it in one line, whoever wrote it. */
export function plainLine(text: string): string {
  const plain = text.toWellFormed().replace(invisible, '').replace(breaks, ' ').trim()
  // No half of a character is left at the cut.
  return plain.length <= longest
    ? plain
    : `${plain.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

/**
 * The same menu, each label as it should be read. Windows, macOS and Linux alike take a single `&`
 * for the mark of a key and do not draw it; two are drawn as one.
 */
export const withReadableLabels = (items: readonly Item[]): Item[] =>
  items.map((item) => ({
    ...item,
    ...(item.label === undefined ? {} : { label: plainLine(item.label).replaceAll('&', '&&') }),
    ...(Array.isArray(item.submenu) ? { submenu: withReadableLabels(item.submenu) } : {})
  }))
