import { nativeImage } from 'electron/common'
import { Menu, Tray } from 'electron/main'
import connected from '../../../resources/tray/connected.png?asset'
import practice from '../../../resources/tray/practice.png?asset'
import reconnecting from '../../../resources/tray/reconnecting.png?asset'
import signedOut from '../../../resources/tray/signed-out.png?asset'
import { systemClock as clock } from '../clock.ts'
import { plainLine, withReadableLabels } from '../desktop/menu-label.ts'
import { putMarksBack } from '../desktop/put-marks-back.ts'
import { guarded } from '../guard.ts'
import {
  trayIcon,
  trayMenu,
  trayTooltip,
  type TrayActions,
  type TrayIconName,
  type TrayState
} from '../desktop/tray-menu.ts'

const files: Record<TrayIconName, string> = {
  connected,
  practice,
  reconnecting,
  'signed-out': signedOut
}

/** Hands the pure menu to the desktop. `show` is cheap: what has not changed is not set again. */
export function createTrayIcon(actions: TrayActions) {
  const tray = new Tray(imageOf('signed-out'))
  tray.on('click', guarded(actions.open))
  let shown = ''
  let latest: TrayState
  return {
    show(state: TrayState): void {
      const again = (): void => {
        shown = ''
        this.show(latest)
      }
      latest = state
      const items = withReadableLabels(trayMenu(state, actions))
      const menu = putMarksBack(items, () => clock.after(0, again))
      const icon = trayIcon(state.session)
      const tooltip = plainLine(trayTooltip(state.session, state.now))
      const now = JSON.stringify([icon, tooltip, targetsOf(state), menu])
      if (now === shown) return
      shown = now
      tray.setImage(imageOf(icon))
      tray.setToolTip(tooltip)
      tray.setContextMenu(Menu.buildFromTemplate(menu))
    },
    close(): void {
      tray.destroy()
    }
  }
}

/** The calls and rows that the items act on: the same words may mean another call by now. */
const targetsOf = ({ call, unsavedVideo }: TrayState): unknown => [
  call?.callId,
  unsavedVideo?.itemId
]

const imageOf = (name: TrayIconName) => nativeImage.createFromPath(files[name])
