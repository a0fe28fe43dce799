import { offeredStatics, type Offered, type OfferedStatics } from '../offered.ts'
import { describeMenu } from '../menu-path.ts'
import { describeKey, type Recorder } from '../recorder.ts'
import { createEvent, HostEmitter } from '../typing/events.ts'
import { offerClass } from '../typing/offer.ts'
import { official } from '../typing/official.ts'
import { defaultMenu } from './default-menu.ts'
import { HostMenuItem, type Template } from './menu-item.ts'

export interface MenuParts {
  recorder: Recorder
  focusedWindow: () => Electron.BrowserWindow | null
  performRole: (role: string) => void
  /** The stand-in's objects behind those that the app holds. */
  menus: WeakMap<Electron.Menu, HostMenu>
  items: WeakMap<Electron.MenuItem, HostMenuItem>
}

/** `Menu`: items in a tree; nothing is drawn. */
export class HostMenu extends HostEmitter<Electron.Menu> implements Offered<'Menu'> {
  readonly official: Electron.Menu
  readonly hostItems: HostMenuItem[] = []
  readonly #parts: MenuParts

  constructor(parts: MenuParts) {
    super()
    this.#parts = parts
    this.official = official('Menu', this)
    parts.menus.set(this.official, this)
  }

  get items(): Electron.MenuItem[] {
    return this.hostItems.map((item) => item.official)
  }
  get [describeKey](): unknown {
    return describeMenu(this.official)
  }

  add(template: Template | Electron.MenuItem): void {
    this.hostItems.push(hostItemOf(template, this.#parts) ?? this.#make(template as Template))
  }
  #make(template: Template): HostMenuItem {
    return new HostMenuItem(template, {
      ...this.#parts,
      submenu: (inner) =>
        Array.isArray(inner) ? buildMenu(inner, this.#parts) : hostMenuOf(inner, this.#parts),
      siblings: () => this.hostItems
    })
  }
  append(item: Electron.MenuItem): void {
    this.add(item)
  }
  getMenuItemById(id: string): Electron.MenuItem | null {
    for (const item of this.hostItems) {
      if (item.id === id) return item.official
      const inner = item.hostSubmenu?.getMenuItemById(id)
      if (inner) return inner
    }
    return null
  }
  popup(options?: Electron.PopupOptions): void {
    this.#parts.recorder.record('Menu.popup', this, options ?? {})
    this.fire('menu-will-show', createEvent())
  }
  closePopup(): void {
    this.fire('menu-will-close', createEvent())
  }
}

function buildMenu(
  template: readonly (Template | Electron.MenuItem)[],
  parts: MenuParts
): HostMenu {
  const menu = new HostMenu(parts)
  for (const item of template) menu.add(item)
  return menu
}

function hostMenuOf(menu: Electron.Menu, { menus }: MenuParts): HostMenu {
  const host = menus.get(menu)
  if (host === undefined) throw new TypeError('Electron stand-in: this is not a Menu')
  return host
}

function hostItemOf(item: object, { items }: MenuParts): HostMenuItem | undefined {
  // A template is an object too; only the stand-in's own items are keys of this map.
  return items.get(item as Electron.MenuItem)
}

export interface Menus {
  /** What `import { Menu } from 'electron'` gives. */
  readonly Menu: object
  /** What `import { MenuItem } from 'electron'` gives. */
  readonly MenuItem: object
  readonly applicationMenu: () => HostMenu | null
  /** The host's: the app becomes ready, and gets Electron's menu where it has said nothing of one. */
  readonly becomeReady: () => void
  /** The stand-in's menu behind one that the app holds. */
  readonly hostOf: (menu: Electron.Menu | null) => HostMenu | null
}

/** The two menu classes and the application menu. */
export function createMenus(given: Omit<MenuParts, 'menus' | 'items'>): Menus {
  const parts: MenuParts = { ...given, menus: new WeakMap(), items: new WeakMap() }
  let application: HostMenu | null = null
  let wasSet = false
  const hostOf = (menu: Electron.Menu | null): HostMenu | null =>
    menu === null ? null : hostMenuOf(menu, parts)
  const statics: OfferedStatics<'Menu'> = {
    buildFromTemplate: (template) => buildMenu(template, parts).official,
    setApplicationMenu: (menu) => {
      wasSet = true
      application = hostOf(menu)
      parts.recorder.record('Menu.setApplicationMenu', application)
    },
    getApplicationMenu: () => application?.official ?? null
  }
  return {
    Menu: offerClass(HostMenu, statics, {
      label: 'Menu',
      statics: offeredStatics.Menu,
      construct: () => new HostMenu(parts).official
    }),
    MenuItem: offerClass(
      HostMenuItem,
      {},
      {
        label: 'MenuItem',
        statics: [],
        construct: (template: Template) => makeItem(template, parts)
      }
    ),
    applicationMenu: () => application,
    becomeReady: () => {
      if (!wasSet) application = buildMenu(defaultMenu, parts)
    },
    hostOf
  }
}

/** `new MenuItem(template)`: an item that is in no menu yet. */
function makeItem(template: Template, parts: MenuParts): Electron.MenuItem {
  const [item] = buildMenu([template], parts).hostItems
  if (item === undefined) throw new Error('Electron stand-in: the menu item was not made')
  return item.official
}
