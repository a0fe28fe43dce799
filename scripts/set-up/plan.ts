/** What was found on this machine. */
export interface Machine {
  platform: NodeJS.Platform
  isRoot: boolean
  /** The text of /etc/os-release; empty where there is none. */
  osRelease: string
  /** A Chromium-family browser is installed. */
  hasBrowser: boolean
  /** A font with Chinese glyphs is installed: without one, half of the screenshots are boxes. */
  hasFont: boolean
  /** strace is installed: with it the fault suite can let the disk fail. */
  hasStrace: boolean
}

export type Plan =
  | { action: 'nothing' }
  | { action: 'apt'; packages: readonly string[] }
  | { action: 'ask'; sentence: string }

/** What tests and the demo still need here, and whether the scripts can fetch it by themselves. */
export function planSetUp(machine: Machine): Plan {
  // Windows and macOS come with Chinese fonts.
  const needsFont = machine.platform === 'linux' && !machine.hasFont
  const hasAll = machine.hasBrowser && !needsFont
  if (machine.platform === 'linux' && machine.isRoot && isDebian(machine.osRelease)) {
    const packages = [
      ...(machine.hasBrowser ? [] : ['chromium', 'fonts-liberation']),
      // fontconfig brings fc-list, by which the font is found the next time.
      ...(needsFont ? ['fontconfig', 'fonts-wqy-microhei'] : []),
      ...(machine.hasStrace ? [] : ['strace'])
    ]
    return packages.length === 0 ? { action: 'nothing' } : { action: 'apt', packages }
  }
  // Without strace the fault suite says what it could not run; nobody is bothered for it.
  if (hasAll) return { action: 'nothing' }
  return { action: 'ask', sentence: sentenceFor(machine, needsFont) }
}

function sentenceFor(machine: Machine, needsFont: boolean): string {
  const needs = [
    ...(machine.hasBrowser ? [] : ['a browser (Chrome, Chromium or Edge)']),
    ...(needsFont ? ['a font with Chinese glyphs (fonts-wqy-microhei, for example)'] : [])
  ]
  const how = isDebian(machine.osRelease)
    ? `install them as root with "apt-get install chromium fontconfig fonts-wqy-microhei"`
    : 'install what is missing'
  const where = machine.hasBrowser
    ? ''
    : ', or name a browser that lies elsewhere in the environment variable CALLSIDE_BROWSER'
  return `Callside's tests and demo need ${needs.join(' and ')}: ${how}${where}.`
}

/** Debian, Ubuntu and what calls itself like one of them. */
function isDebian(osRelease: string): boolean {
  const ids = osRelease
    .split('\n')
    .filter((line) => /^ID(_LIKE)?=/.test(line))
    .flatMap((line) =>
      line
        .replace(/^[^=]+=/, '')
        .replaceAll('"', '')
        .split(/\s+/)
    )
  return ids.some((id) => id === 'debian' || id === 'ubuntu')
}
