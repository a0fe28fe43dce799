import type { HostMessage, PageMessage } from '../page/isolated-world.ts'
import type { OpenRequest } from '../page/main-world.ts'
import { createEvent } from '../typing/events.ts'
import type { PageOwner, WebContentsParts } from './page-owner.ts'

/** One message of a preload's world, with what it needs to be acted on. */
export interface Incoming {
  message: PageMessage
  answer: (reply: HostMessage) => void
  contents: PageOwner
  parts: WebContentsParts
}

/** Hands a page's message to ipcMain, or to the app's handler of new windows. */
export function receiveMessage(incoming: Incoming): void {
  const { message, contents, parts } = incoming
  switch (message.kind) {
    case 'invoke':
      void invoke(message, incoming)
      break
    case 'send': {
      const reply = contents.send.bind(contents)
      const event = { ...ipcEvent(contents), ports: [], reply }
      parts.ipcMain.emit(message.channel, event, ...message.args)
      break
    }
    case 'open':
      openWindow(message.request, incoming)
      break
    case 'preload-error': {
      const error = Object.assign(new Error(message.message), { stack: message.stack })
      contents.fire('preload-error', createEvent(), parts.preloadPath ?? '', error)
      process.stderr.write(`Unable to load preload script: ${message.stack}\n`)
    }
  }
}

async function invoke(
  { id, channel, args }: Extract<PageMessage, { kind: 'invoke' }>,
  { answer, contents, parts }: Incoming
): Promise<void> {
  try {
    const value = await parts.ipcMain.answer(channel, ipcEvent(contents), args)
    answer({ kind: 'reply', id, ok: true, value })
  } catch (error) {
    process.stderr.write(`Error occurred in handler for '${channel}': ${String(error)}\n`)
    answer({ kind: 'reply', id, ok: false, message: String(error) })
  }
}

function ipcEvent(contents: PageOwner): Electron.IpcMainInvokeEvent {
  const { official: sender, mainFrame: senderFrame } = contents
  return { ...createEvent(), type: 'frame', frameId: 1, processId: 1, sender, senderFrame }
}

function openWindow(request: OpenRequest, { contents, parts }: Incoming): void {
  const { frameName, features } = request
  const url = parts.schemes.outward(request.url)
  const referrer = { url: '', policy: 'strict-origin-when-cross-origin' as const }
  const details = { url, frameName, features, referrer, disposition: 'foreground-tab' as const }
  const answer = contents.openHandler?.(details)
  parts.recorder.record('window.open', url, answer?.action ?? 'allow')
  if (answer?.action === 'deny') return
  const options = answer?.overrideBrowserWindowOptions ?? {}
  const window = parts.openWindow(options, url)
  contents.fire('did-create-window', window, { ...details, options })
}
