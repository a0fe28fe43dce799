/** The visible item at this path of labels; the error says what there is. */
function itemAt(menu: Electron.Menu, [label = '', ...rest]: readonly string[]): Electron.MenuItem {
  const visible = menu.items.filter((item) => item.visible && item.type !== 'separator')
  const item = visible.find((one) => one.label === label)
  if (item === undefined) {
    const there = visible.map((one) => `"${one.label}"`).join(', ')
    throw new Error(`No menu item "${label}"; there are ${there}`)
  }
  if (rest.length === 0) return item
  if (!item.submenu) throw new Error(`"${label}" has no submenu`)
  return itemAt(item.submenu, rest)
}

/** A person clicks: a disabled item does nothing on a desktop, and is an error here. */
export function clickItem(
  menu: Electron.Menu | null,
  labels: readonly string[],
  focusedWindow: Electron.BaseWindow | null
): void {
  if (menu === null) throw new Error('There is no menu')
  const item = itemAt(menu, labels)
  if (!item.enabled) throw new Error(`"${labels.join(' > ')}" is disabled`)
  // electron.d.ts says no more than `Function`; these are the arguments that Electron itself gives.
  const click = item.click as (event: object, window: Electron.BaseWindow | null) => void
  click({ triggeredByAccelerator: false }, focusedWindow)
}

/** A menu as plain values. */
export function describeMenu(menu: Electron.Menu): { items: unknown[] } {
  return { items: menu.items.map(describeItem) }
}

function describeItem(item: Electron.MenuItem): unknown {
  const { label, type, enabled, visible, checked } = item
  if (type === 'separator') return { type }
  const inner = item.submenu ? describeMenu(item.submenu) : {}
  return { label, type, enabled, visible, checked, ...inner }
}
