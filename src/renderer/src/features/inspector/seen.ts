import type { Attachment } from 'svelte/attachments'

/** Brings what has just appeared into view: Listen may have been pressed far down in the list. */
export const seen: Attachment<HTMLElement> = (node) => {
  node.scrollIntoView({ block: 'nearest' })
}
