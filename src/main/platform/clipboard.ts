import { clipboard } from 'electron/main'
import type { ClipboardPort } from '../rejoin/fading-clipboard.ts'

/** The system clipboard, written by main only. */
export const systemClipboard: ClipboardPort = {
  readText: () => clipboard.readText(),
  writeText: (text) => clipboard.writeText(text)
}
