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
 * areas; else in its size, and the desktop chooses the place. Never larger than the largest screen: it
 * may have been on one that is gone.
 */
export function placeWindow(
  last: Bounds | null,
  workAreas: readonly Bounds[]
): Bounds | { width: number; height: number } {
  if (last === null || !isWhole(last)) return usual
  const size = {
    width: between(smallest.width, last.width, largest(workAreas, 'width')),
    height: between(smallest.height, last.height, largest(workAreas, 'height'))
  }
  const place = { ...size, x: last.x, y: last.y }
  return workAreas.some((area) => canBeGripped(place, area)) ? place : size
}

const between = (least: number, value: number, most: number): number =>
  Math.max(least, Math.min(value, most))

const largest = (areas: readonly Bounds[], side: 'width' | 'height'): number =>
  Math.max(...areas.map((area) => area[side]))

const isWhole = (bounds: Bounds): boolean => Object.values(bounds).every(Number.isSafeInteger)

function canBeGripped(window: Bounds, area: Bounds): boolean {
  const shared = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x)
  const titleBarShown = window.y >= area.y && window.y + grip.height <= area.y + area.height
  return shared >= grip.width && titleBarShown
}
