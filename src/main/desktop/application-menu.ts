import type { MenuItemConstructorOptions as Item } from 'electron'
import { m } from '../../shared/i18n/index.ts'

export interface MenuHost {
  platform: NodeJS.Platform
  packaged: boolean
}

const separator: Item = { type: 'separator' }

/**
 * The application's own menu, in the language that is spoken now; null for none. Electron's default
 * one would reload and zoom the page by key, in English. Windows and Linux need no menu: fields copy,
 * paste and undo there without one. macOS does all of that through a menu, and quits by it.
 */
export function applicationMenu({ platform, packaged }: MenuHost): Item[] | null {
  if (platform !== 'darwin') return null
  return [appMenu(), editMenu(), windowMenu(packaged)]
}

const appMenu = (): Item => ({
  label: m.app_name(),
  submenu: [
    { role: 'about', label: m.menu_about() },
    separator,
    { role: 'services', label: m.menu_services() },
    separator,
    { role: 'hide', label: m.menu_hide() },
    { role: 'hideOthers', label: m.menu_hide_others() },
    { role: 'unhide', label: m.menu_show_all() },
    separator,
    { role: 'quit', label: m.menu_quit() }
  ]
})

const editMenu = (): Item => ({
  label: m.menu_edit(),
  submenu: [
    { role: 'undo', label: m.menu_undo() },
    { role: 'redo', label: m.menu_redo() },
    separator,
    { role: 'cut', label: m.menu_cut() },
    { role: 'copy', label: m.menu_copy() },
    { role: 'paste', label: m.menu_paste() },
    { role: 'delete', label: m.menu_delete() },
    { role: 'selectAll', label: m.menu_select_all() }
  ]
})

const windowMenu = (packaged: boolean): Item => ({
  label: m.menu_window(),
  // With the role macOS lists the open windows below.
  role: 'window',
  submenu: [
    { role: 'minimize', label: m.menu_minimize() },
    { role: 'zoom', label: m.menu_zoom() },
    { role: 'togglefullscreen', label: m.menu_full_screen() },
    separator,
    { role: 'close', label: m.menu_close() },
    ...(packaged ? [] : developerItems())
  ]
})

/** For whoever builds the app; what is packaged has no developer tools at all. */
const developerItems = (): Item[] => [
  separator,
  { role: 'toggleDevTools', label: m.menu_developer_tools() }
]
