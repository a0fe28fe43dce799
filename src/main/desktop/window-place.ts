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
 * areas; else the desktop chooses the place. One that was on a larger screen is as large as the screen
 * on which it opens, and lies wholly on it; where the desktop chooses, it fits every screen.
 */
export function placeWindow(
  last: Bounds | null,
  workAreas: readonly Bounds[]
): Bounds | { width: number; height: number } {
  if (last === null || !isWhole(last)) return usual
  const wanted = {
    ...last,
    width: Math.max(last.width, smallest.width),
    height: Math.max(last.height, smallest.height)
  }
  const home = workAreas.find((area) => canBeGripped(wanted, area))
  const width = fitting(wanted.width, home === undefined ? workAreas : [home], 'width')
  const height = fitting(wanted.height, home === undefined ? workAreas : [home], 'height')
  if (home === undefined) return { width, height }
  return {
    width,
    height,
    x: width < wanted.width ? home.x : last.x,
    y: height < wanted.height ? home.y : last.y
  }
}

/** The length itself, or the longest that all of these areas have room for. */
const fitting = (length: number, areas: readonly Bounds[], side: 'width' | 'height'): number =>
  Math.min(length, ...areas.map((area) => area[side]))

const isWhole = (bounds: Bounds): boolean => Object.values(bounds).every(Number.isSafeInteger)

function canBeGripped(window: Bounds, area: Bounds): boolean {
  const shared = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x)
  const titleBarShown = window.y >= area.y && window.y + grip.height <= area.y + area.height
  return shared >= grip.width && titleBarShown
}
