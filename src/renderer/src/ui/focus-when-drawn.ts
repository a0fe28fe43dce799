/** A row that was just put into the page is measured first; that takes a frame or two. */
const framesAtMost = 20

const nextFrame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve))

/** Brings what `find` finds into view and focuses it, as soon as it is drawn. */
export async function focusWhenDrawn(find: () => HTMLElement | null): Promise<void> {
  for (let frame = 0; frame < framesAtMost; frame += 1) {
    const element = find()
    if (element === null) return
    element.scrollIntoView({ block: 'nearest' })
    if (element.checkVisibility({ visibilityProperty: true })) {
      element.focus({ preventScroll: true })
      return
    }
    await nextFrame()
  }
}
