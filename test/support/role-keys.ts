import type { MenuItemConstructorOptions as Item } from 'electron'

/**
 * The keys that Electron gives its roles on macOS by itself (its lib/browser/api/menu-item-roles.ts);
 * null for roles without one. A role that is not in here fails the test that reads it.
 */
export const macRoleKeys: Readonly<Record<string, string | null>> = {
  about: null,
  services: null,
  hide: 'Command+H',
  hideothers: 'Command+Alt+H',
  unhide: null,
  quit: 'CommandOrControl+Q',
  undo: 'CommandOrControl+Z',
  redo: 'Shift+CommandOrControl+Z',
  cut: 'CommandOrControl+X',
  copy: 'CommandOrControl+C',
  paste: 'CommandOrControl+V',
  delete: null,
  selectall: 'CommandOrControl+A',
  window: null,
  minimize: 'CommandOrControl+M',
  zoom: null,
  togglefullscreen: 'Control+Command+F',
  close: 'CommandOrControl+W',
  toggledevtools: 'Alt+Command+I',
  reload: 'CommandOrControl+R',
  forcereload: 'Shift+CommandOrControl+R',
  zoomin: 'CommandOrControl+Plus',
  zoomout: 'CommandOrControl+-',
  resetzoom: 'CommandOrControl+0'
}

/** Every item of a menu, those of its submenus too. */
export const allItems = (menu: readonly Item[]): Item[] =>
  menu.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? allItems(item.submenu) : [])])

/** A key combination of either spelling (Electron's, `aria-keyshortcuts`), so that two can be compared. */
export function macKey(written: string): string {
  const parts = written.split('+').map((part) => {
    const name = part.toLowerCase()
    if (['command', 'cmd', 'commandorcontrol', 'cmdorctrl', 'meta'].includes(name)) return 'meta'
    return name === 'ctrl' ? 'control' : name
  })
  return parts.sort().join('+')
}
