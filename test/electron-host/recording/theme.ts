type Source = Electron.NativeTheme['themeSource']

/**
 * Lets a test change the desktop's theme: while the app follows the system, `themeSource` is set to
 * what the system is said to have, and the app still reads `system`. Returns what does that.
 */
export function followTheme(nativeTheme: Electron.NativeTheme): (isDark: boolean) => void {
  const native = Object.getOwnPropertyDescriptor(nativeTheme, 'themeSource')
  let source: Source = 'system'
  let system: Source = 'system'
  const apply = (): void => {
    native?.set?.call(nativeTheme, source === 'system' ? system : source)
  }
  Object.defineProperty(nativeTheme, 'themeSource', {
    get: () => source,
    set: (asked: Source) => {
      source = asked
      apply()
    }
  })
  return (isDark) => {
    system = isDark ? 'dark' : 'light'
    apply()
  }
}
