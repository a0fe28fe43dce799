import type { Keys } from './call-keys.ts'

/** As `aria-keyshortcuts` wants it. */
export const captureKeys = 'Control+Shift+C Meta+Shift+C'

/** The shortcut as this desktop writes it. */
export const captureShortcut = (userAgent: string): string =>
  userAgent.includes('Mac OS') ? '⇧⌘C' : 'Ctrl+Shift+C'

/** Whether that key press asks for a capture. A key that is held down asks once. */
export const asksToCapture = (event: Omit<Keys, 'isComposing'>): boolean =>
  event.key.toLowerCase() === 'c' &&
  event.shiftKey &&
  event.ctrlKey !== event.metaKey &&
  !event.altKey &&
  !event.repeat
