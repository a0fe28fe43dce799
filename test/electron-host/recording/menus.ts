import type { Recorder } from '../recorder.ts'
import { recordBeside, replaceMember } from './members.ts'

/** Menus are real, and only said; one that pops up would wait for a hand, so it is not shown. */
export function recordMenus(Menu: typeof Electron.Menu, recorder: Recorder): void {
  recordBeside(Menu, ['setApplicationMenu'], (name, args) => {
    recorder.record(`Menu.${name}`, ...args)
  })
  const popup = function (this: Electron.Menu, options?: Electron.PopupOptions): void {
    recorder.record('Menu.popup', this, options ?? {})
    this.emit('menu-will-show', {})
  }
  replaceMember(Menu.prototype, 'popup', popup)
}
