import { Menu, nativeTheme, screen, Tray } from 'electron/main'
import { systemClock as clock } from '../clock.ts'
import { opensByTrayClick, trayImage } from '../desktop/icon-files.ts'
import { plainLine, withReadableLabels } from '../desktop/menu-label.ts'
import { putMarksBack } from '../desktop/put-marks-back.ts'
import {
  trayIcon,
  trayMenu,
  trayTooltip,
  type TrayActions,
  type TrayIconName,
  type TrayState
} from '../desktop/tray-menu.ts'
import { guarded } from '../guard.ts'
import { nativeTrayImage } from './icons.ts'

const { platform } = process

/** Hands the pure menu to the desktop. `show` is cheap: what has not changed is not set again. */
export function createTrayIcon(actions: TrayActions) {
  const tray = new Tray(nativeTrayImage(imageOf('signed-out')))
  if (opensByTrayClick(platform)) tray.on('click', guarded(actions.open))
  const showImage = imageShower(tray)
  let shown = ''
  let latest: TrayState | null = null
  const show = (state: TrayState): void => {
    latest = state
    const items = withReadableLabels(trayMenu(state, actions))
    const menu = putMarksBack(items, () => clock.after(0, again))
    const tooltip = plainLine(trayTooltip(state.session, state.now))
    showImage(trayIcon(state.session))
    const now = JSON.stringify([tooltip, targetsOf(state), menu])
    if (now === shown) return
    shown = now
    tray.setToolTip(tooltip)
    tray.setContextMenu(Menu.buildFromTemplate(menu))
  }
  const again = (): void => {
    shown = ''
    if (latest !== null) show(latest)
  }
  // The taskbar has become dark or light.
  nativeTheme.on('updated', guarded(again))
  return { show }
}

/** Sets the picture where it is another one. */
function imageShower(tray: Tray): (icon: TrayIconName) => void {
  let shown = JSON.stringify(imageOf('signed-out'))
  return (icon) => {
    const image = imageOf(icon)
    const now = JSON.stringify(image)
    if (now === shown) return
    shown = now
    tray.setImage(nativeTrayImage(image))
  }
}

/** The calls and rows that the items act on: the same words may mean another call by now. */
const targetsOf = ({ call, unsavedVideo }: TrayState): unknown => [
  call?.callId,
  unsavedVideo?.itemId
]

const imageOf = (icon: TrayIconName) =>
  trayImage({
    platform,
    icon,
    dark: nativeTheme.shouldUseDarkColorsForSystemIntegratedUI,
    scale: screen.getPrimaryDisplay().scaleFactor
  })
