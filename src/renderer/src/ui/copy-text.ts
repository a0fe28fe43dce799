/**
 * Puts plain text on the clipboard from a press of a button. The window has no permission for
 * `navigator.clipboard` (every permission is refused); this is what Ctrl+C does, and needs none.
 * Never for secrets: main copies those, and takes them back.
 * Rejects where the browser did not take it.
 */
export function copyText(text: string): Promise<void> {
  const give = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
  }
  // Without a selection, Chromium copies only where a page says beforehand that it has something.
  const announce = (event: Event): void => {
    event.preventDefault()
  }
  let taken: boolean
  document.addEventListener('beforecopy', announce)
  document.addEventListener('copy', give)
  try {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the one way that needs no permission
    taken = document.execCommand('copy')
  } finally {
    document.removeEventListener('beforecopy', announce)
    document.removeEventListener('copy', give)
  }
  return taken ? Promise.resolve() : Promise.reject(new Error('The browser did not copy'))
}
