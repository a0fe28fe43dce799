import type { IpcMainInvokeEvent } from 'electron/main'

/** True for the main frame of a page at our own origin, and for nothing else. */
export const trustOnly =
  (origin: string) =>
  ({ senderFrame }: IpcMainInvokeEvent): boolean =>
    // Chromium's own `origin`: Node answers "null" for the origin of every app:// address.
    senderFrame !== null && senderFrame.parent === null && senderFrame.origin === origin
