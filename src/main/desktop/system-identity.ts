/**
 * By what the system knows the app: Windows joins its taskbar button, jump list and notifications by
 * it, and an installer has to give its Start menu entry the same. Null where the system reads it from
 * the package.
 */
export const appUserModelId = (platform: NodeJS.Platform): string | null =>
  platform === 'win32' ? 'Callside.Callside' : null
