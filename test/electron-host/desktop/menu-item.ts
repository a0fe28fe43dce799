import type { Offered } from '../offered.ts'
import { createEvent } from '../typing/events.ts'
import { official } from '../typing/official.ts'

/** A menu as the item that opens it needs it. */
export interface Submenu {
  readonly official: Electron.Menu
  readonly getMenuItemById: (id: string) => Electron.MenuItem | null
}

export interface MenuItemParts {
  /** The stand-in's menu for a submenu in a template. */
  submenu: (submenu: Electron.Menu | Template[]) => Submenu
  focusedWindow: () => Electron.BrowserWindow | null
  /** Does what a role does when the item has no click of its own. */
  performRole: (role: string) => void
  /** Where the app's object finds this one again. */
  items: WeakMap<Electron.MenuItem, HostMenuItem>
  /** The other items of the menu, for radio groups. */
  siblings: () => readonly HostMenuItem[]
}

export type Template = Electron.MenuItemConstructorOptions
type Icon = Electron.NativeImage | string

/** `MenuItem`: state and click; nothing is drawn. */
export class HostMenuItem implements Omit<Offered<'MenuItem'>, 'submenu' | 'role' | 'icon'> {
  readonly official: Electron.MenuItem
  readonly hostSubmenu: Submenu | undefined
  readonly role: Template['role']
  readonly icon: Icon | undefined
  readonly type: NonNullable<Template['type']>
  readonly accelerator: string | null
  id: string
  label: string
  sublabel: string
  toolTip: string
  enabled: boolean
  visible: boolean
  checked: boolean
  readonly #parts: MenuItemParts
  readonly #click: Template['click']

  constructor(template: Template, parts: MenuItemParts) {
    this.#parts = parts
    this.#click = template.click
    this.hostSubmenu = template.submenu ? parts.submenu(template.submenu) : undefined
    this.role = template.role
    this.icon = template.icon
    this.type = template.type ?? (this.hostSubmenu === undefined ? 'normal' : 'submenu')
    this.accelerator = template.accelerator ?? null
    this.id = template.id ?? ''
    this.label = template.label ?? ''
    this.sublabel = template.sublabel ?? ''
    this.toolTip = template.toolTip ?? ''
    this.enabled = template.enabled !== false
    this.visible = template.visible !== false
    this.checked = template.checked === true
    // Three members are optional in electron.d.ts, which a class field cannot be; see `implements`.
    this.official = official('MenuItem', this as Offered<'MenuItem'>)
    parts.items.set(this.official, this)
  }

  get submenu(): Electron.Menu | undefined {
    return this.hostSubmenu?.official
  }

  /** Also what a person's click does: a disabled item does nothing. */
  readonly click = (): void => {
    if (!this.enabled) return
    if (this.type === 'checkbox') this.checked = !this.checked
    if (this.type === 'radio') {
      for (const other of this.#parts.siblings()) if (other.type === 'radio') other.checked = false
      this.checked = true
    }
    if (this.#click !== undefined) {
      const event = { ...createEvent(), triggeredByAccelerator: false }
      this.#click(this.official, this.#parts.focusedWindow() ?? undefined, event)
    } else if (this.role !== undefined) this.#parts.performRole(this.role)
  }
}
