export interface WindowState {
  isVisible: boolean
  isFocused: boolean
  isMaximized: boolean
  title: string
  /** Bounds while it is not maximized. */
  normal: Electron.Rectangle
  readonly minimum: { width: number; height: number }
}

/** What a new window is before anything happens to it. */
export function initialState(
  options: Electron.BrowserWindowConstructorOptions,
  appName: string
): WindowState {
  const minimum = { width: options.minWidth ?? 0, height: options.minHeight ?? 0 }
  const size = { width: options.width ?? 800, height: options.height ?? 600 }
  return {
    isVisible: options.show !== false,
    isFocused: false,
    isMaximized: false,
    title: options.title ?? appName,
    normal: {
      x: options.x ?? 60,
      y: options.y ?? 40,
      width: Math.max(size.width, minimum.width),
      height: Math.max(size.height, minimum.height)
    },
    minimum
  }
}
