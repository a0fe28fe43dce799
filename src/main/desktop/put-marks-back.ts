import type { MenuItemConstructorOptions as Item } from 'electron'

/**
 * The same menu; a click on an item with a mark calls `redraw` as well. The system moves a mark when
 * it is clicked, before the gateway has been asked, and a refusal changes nothing that would move
 * it back.
 */
export const putMarksBack = (items: readonly Item[], redraw: () => void): Item[] =>
  items.map((item) => {
    const { click, submenu, type } = item
    const inner = Array.isArray(submenu) ? { submenu: putMarksBack(submenu, redraw) } : {}
    if (type !== 'checkbox' || click === undefined) return { ...item, ...inner }
    const clicked: NonNullable<Item['click']> = (...told) => {
      click(...told)
      redraw()
    }
    return { ...item, ...inner, click: clicked }
  })
