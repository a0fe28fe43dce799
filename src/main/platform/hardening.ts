import { app, session, type Session } from 'electron/main'
import { guarded } from '../guard.ts'

/** The session of our windows: its own, so that nothing else of this PC shares storage with it. */
export const uiPartition = 'persist:callside'

/** Pages of ours reach no network, get no permission, open no window and go nowhere else. */
export function closeDoors(): Session {
  const ui = session.fromPartition(uiPartition)
  ui.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false)
  })
  ui.setPermissionCheckHandler(() => false)
  ui.setDevicePermissionHandler(() => false)
  ui.webRequest.onBeforeRequest((request, answer) => {
    answer({ cancel: !isOurs(request.url) })
  })
  app.on(
    'web-contents-created',
    guarded((_event, contents) => {
      contents.setWindowOpenHandler(() => ({ action: 'deny' }))
      contents.on('will-navigate', refuse)
      contents.on('will-frame-navigate', refuse)
      contents.on('will-redirect', refuse)
      contents.on('will-attach-webview', refuse)
    })
  )
  return ui
}

const refuse = guarded((event: { preventDefault: () => void }) => {
  event.preventDefault()
})

const isOurs = (url: string): boolean => url.startsWith('app:') || url.startsWith('devtools:')
