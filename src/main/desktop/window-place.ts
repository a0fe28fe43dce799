export interface Bounds {
  x: number
  y: number
  width: number
  height: number
}

const usual = { width: 1040, height: 700 }
const smallest = { width: 480, height: 420 }

/** This much of the title bar must be on a screen, in pixels, or nobody could drag the window back. */
const grip = { width: 100, height: 30 }

/**
 * Where the window opens: where it was, if enough of its title bar is on one of the screens' work
 * areas; else in the usual size, and the desktop chooses the place.
 */
export function placeWindow(
  last: Bounds | null,
  workAreas: readonly Bounds[]
): Bounds | { width: number; height: number } {
  if (last === null || !isWhole(last)) return usual
  const size = {
    width: Math.max(last.width, smallest.width),
    height: Math.max(last.height, smallest.height)
  }
  const place = { ...size, x: last.x, y: last.y }
  return workAreas.some((area) => canBeGripped(place, area)) ? place : size
}

const isWhole = (bounds: Bounds): boolean => Object.values(bounds).every(Number.isSafeInteger)

function canBeGripped(window: Bounds, area: Bounds): boolean {
  const shared = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x)
  const titleBarShown = window.y >= area.y && window.y + grip.height <= area.y + area.height
  return shared >= grip.width && titleBarShown
}
