import { Menu } from 'electron/main'
import { applicationMenu, type MenuHost } from '../desktop/application-menu.ts'

/** Before the app is ready: without this Electron makes a menu of its own, with keys that reload. */
export function refuseDefaultMenu(): void {
  Menu.setApplicationMenu(null)
}

/** Gives what hands the pure menu to the system, to be called whenever the language may have changed. */
export function createApplicationMenu(host: MenuHost): () => void {
  let shown = ''
  return () => {
    const menu = applicationMenu(host)
    const now = JSON.stringify(menu)
    if (menu === null || now === shown) return
    shown = now
    Menu.setApplicationMenu(Menu.buildFromTemplate(menu))
  }
}
