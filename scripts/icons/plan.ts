/** One drawing at one size. */
export interface Picture {
  /** The file in `resources/art`, without its ending. */
  art: string
  /** Pixels of each side. */
  size: number
  /** What the drawing's variables are; its own colours where a name is missing. */
  colours: Readonly<Record<string, string>>
  /** The free rim, as a part of the size. */
  rim: number
}

/** A file below `resources/icons`, and the pictures in it. */
export interface IconFile {
  path: string
  kind: 'png' | 'ico' | 'icns'
  pictures: readonly Picture[]
}

const states = ['connected', 'reconnecting', 'signed-out', 'practice'] as const

const colours = {
  /** macOS draws templates itself: only what is opaque counts. */
  template: {
    ...{ under: 'transparent', body: '#000', idle: '#000', warn: '#000' },
    ...{ practice: '#000', 'on-practice': 'transparent' }
  },
  /** For a light taskbar. */
  light: {
    ...{ under: '#fff', body: '#0a5f70', idle: '#4f5b64', warn: '#b45309' },
    ...{ practice: '#d9a00b', 'on-practice': '#1f1700' }
  },
  dark: {
    ...{ under: '#06222b', body: '#6fd0de', idle: '#cdd6db', warn: '#ffb454' },
    ...{ practice: '#f5c445', 'on-practice': '#1f1700' }
  },
  /** Panels are light or dark, and nobody tells which. */
  panel: {
    ...{ under: '#fff', body: '#12798a', idle: '#8b98a1', warn: '#e08a1e' },
    ...{ practice: '#f0b429', 'on-practice': '#1f1700' }
  }
} as const

const app = (size: number, rim = 0): Picture => ({ art: 'icon', size, colours: {}, rim })

/** The app's own icon. macOS leaves a rim around it, of 100 in 1024, of which the drawing has 48. */
const appFiles: readonly IconFile[] = [
  { path: 'app.png', kind: 'png', pictures: [app(1024)] },
  { path: 'window.png', kind: 'png', pictures: [app(256)] },
  {
    path: 'app.ico',
    kind: 'ico',
    pictures: [16, 20, 24, 32, 40, 48, 64, 128, 256].map((size) => app(size))
  },
  {
    path: 'app.icns',
    kind: 'icns',
    pictures: [32, 64, 128, 256, 512, 1024].map((size) => app(size, 0.055))
  }
]

const trayFiles = (state: (typeof states)[number]): IconFile[] => {
  const draw = (size: number, look: keyof typeof colours): Picture => ({
    ...{ art: `tray-${state}`, size, colours: colours[look], rim: 0 }
  })
  const onePicture = (path: string, picture: Picture): IconFile => ({
    ...{ path: `tray/${path}`, kind: 'png', pictures: [picture] }
  })
  return [
    onePicture(`mac/${state}-16.png`, draw(16, 'template')),
    onePicture(`mac/${state}-32.png`, draw(32, 'template')),
    ...(['light', 'dark'] as const).map((look): IconFile => ({
      path: `tray/windows/${state}-${look}.ico`,
      kind: 'ico',
      pictures: [16, 20, 24, 32].map((size) => draw(size, look))
    })),
    ...[22, 24, 32, 48].map((size) => onePicture(`linux/${state}-${size}.png`, draw(size, 'panel')))
  ]
}

/** Every file that is made from `resources/art`. */
export const iconFiles: readonly IconFile[] = [...appFiles, ...states.flatMap(trayFiles)]
