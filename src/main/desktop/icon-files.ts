import type { TrayIconName } from './tray-menu.ts'

/** What the look of the tray depends on. */
export interface TrayLook {
  platform: NodeJS.Platform
  icon: TrayIconName
  /** Whether the taskbar is dark: Windows alone tells. */
  dark: boolean
  /** Pixels of the screen to a point. */
  scale: number
}

export interface TrayImage {
  /** Files below `resources/icons`, each with the scale that it is for. */
  files: readonly { path: string; scale: number }[]
  /** macOS draws it itself, black or white as its menu bar wants it. */
  template: boolean
}

/** Points of a tray icon in the panels of Linux, and the sizes that are drawn, in pixels. */
const panelSize = 22
const panelSizes = [22, 24, 32, 48] as const

/** The picture of the tray. On Linux it is one file, at least as large as the panel draws it. */
export function trayImage({ platform, icon, dark, scale }: TrayLook): TrayImage {
  switch (platform) {
    case 'darwin':
      return {
        template: true,
        files: [16, 32].map((size) => ({
          path: `tray/mac/${icon}-${size}.png`,
          scale: size / 16
        }))
      }
    case 'win32':
      return {
        template: false,
        files: [{ path: `tray/windows/${icon}-${dark ? 'dark' : 'light'}.ico`, scale: 1 }]
      }
    default: {
      const size = panelSizes.find((each) => each >= panelSize * scale) ?? 48
      return { template: false, files: [{ path: `tray/linux/${icon}-${size}.png`, scale: 1 }] }
    }
  }
}

/** The icon of the window; null where the system takes it from the package. */
export function windowIcon(platform: NodeJS.Platform): string | null {
  if (platform === 'darwin') return null
  return platform === 'win32' ? 'app.ico' : 'window.png'
}

/** Whether a click on the tray opens the window: on macOS it opens the menu, and nothing beside it. */
export const opensByTrayClick = (platform: NodeJS.Platform): boolean => platform !== 'darwin'
