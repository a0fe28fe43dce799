/** How many rows Page Up and Page Down pass. */
const pageRows = 10

/** True where a key is written rather than obeyed: in a field, or on the controls of a video. */
export function isTyping(event: KeyboardEvent): boolean {
  const { target } = event
  return (
    target instanceof Element &&
    target.closest('input:not([type="checkbox"]), textarea, select, video') !== null
  )
}

/** The row that a key leads to from `index`, of `count`; null where it leads to none. */
export function stepFor(event: KeyboardEvent, index: number, count: number): number | null {
  if (event.ctrlKey || event.metaKey || event.altKey || count === 0) return null
  const within = (to: number): number => Math.max(0, Math.min(count - 1, to))
  switch (event.key) {
    case 'ArrowDown':
      return within(index + 1)
    case 'ArrowUp':
      return within(index - 1)
    case 'PageDown':
      return within(index + pageRows)
    case 'PageUp':
      return within(index - pageRows)
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}
