import type * as Electron from 'electron'
import { describeMenu } from '../menu-path.ts'
import { describeKey } from '../recorder.ts'

/** Electron's own objects say in the record what those of the stand-in say. */
export function describeObjects(electron: typeof Electron): void {
  const { BrowserWindow, dialog, Menu, nativeImage, Notification, Tray } = electron
  describeAs(BrowserWindow.prototype, ({ id }) => `[BrowserWindow ${id}]`)
  describeAs(Menu.prototype, describeMenu)
  describeAs(Tray.prototype, () => '[Tray]')
  describeAs(dialog, () => '[dialog]')
  describeAs(Notification.prototype, ({ title, body }) => ({ title, body }))
  const image = Object.getPrototypeOf(nativeImage.createEmpty()) as Electron.NativeImage
  describeAs(image, (one) => {
    const { width, height } = one.getSize()
    return one.isEmpty() ? '[empty image]' : `[image ${width}x${height}]`
  })
}

function describeAs<T extends object>(target: T, describe: (self: T) => unknown): void {
  Object.defineProperty(target, describeKey, {
    get(this: T) {
      return describe(this)
    }
  })
}
