/** What was found on this machine. */
export interface Machine {
  platform: NodeJS.Platform
  isRoot: boolean
  /** The text of /etc/os-release; empty where there is none. */
  osRelease: string
  /** False where the real Electron is there and nothing but the app is to be shown. */
  needsBrowser: boolean
  /** A Chromium-family browser is installed. */
  hasBrowser: boolean
  /** Its small form is: with it the tests start a browser in a seventh of the processor time. */
  hasHeadlessShell: boolean
  /** A font with Chinese glyphs is installed: without one, half of the screenshots are boxes. */
  hasFont: boolean
  /** strace is installed: with it the fault suite can let the disk fail. */
  hasStrace: boolean
}

export type Plan =
  | { action: 'nothing' }
  | { action: 'apt'; packages: readonly string[] }
  | { action: 'ask'; sentence: string }

/** Something that the tests can do without. */
export interface Extra {
  packages: readonly string[]
  /** What is said where it could not be fetched. */
  without: string
}

/** What is fetched if it can be had, before {@link planSetUp} is asked; nobody is bothered for it. */
export function planExtras(machine: Machine): readonly Extra[] {
  if (!machine.needsBrowser || !canFetch(machine)) return []
  // Relatives of Debian have no such package, and would be asked for it before every run.
  const wantsShell = !machine.hasHeadlessShell && isDebianItself(machine.osRelease)
  return [...(wantsShell ? [shell] : []), ...(machine.hasStrace ? [] : [strace])]
}

const shell: Extra = {
  packages: ['chromium-headless-shell', 'fonts-liberation'],
  without: 'chromium-headless-shell could not be fetched: the tests will take some minutes longer.'
}
const strace: Extra = {
  packages: ['strace'],
  without: 'strace could not be fetched: the fault suite will say what it leaves out.'
}

/** What tests and the demo still need here, and whether the scripts can fetch it by themselves. */
export function planSetUp(machine: Machine): Plan {
  // Windows and macOS come with Chinese fonts.
  const needsFont = machine.platform === 'linux' && !machine.hasFont
  const needsBrowser = machine.needsBrowser && !machine.hasBrowser
  if (!needsBrowser && !needsFont) return { action: 'nothing' }
  if (canFetch(machine)) {
    const packages = [
      ...(needsBrowser ? ['chromium', 'fonts-liberation'] : []),
      // fontconfig brings fc-list, by which the font is found the next time.
      ...(needsFont ? ['fontconfig', 'fonts-wqy-microhei'] : [])
    ]
    return { action: 'apt', packages }
  }
  return { action: 'ask', sentence: sentenceFor(machine, { needsBrowser, needsFont }) }
}

function sentenceFor(
  { osRelease }: Machine,
  { needsBrowser, needsFont }: { needsBrowser: boolean; needsFont: boolean }
): string {
  const needs = [
    ...(needsBrowser ? ['a browser (Chrome, Chromium or Edge)'] : []),
    ...(needsFont ? ['a font with Chinese glyphs (fonts-wqy-microhei, for example)'] : [])
  ]
  const packages = `${needsBrowser ? 'chromium ' : ''}fontconfig fonts-wqy-microhei`
  const how = isDebian(osRelease)
    ? `install them as root with "apt-get install ${packages}"`
    : 'install what is missing'
  const where = needsBrowser
    ? ', or name a browser that lies elsewhere in the environment variable CALLSIDE_BROWSER'
    : ''
  return `Callside's tests and demo need ${needs.join(' and ')}: ${how}${where}.`
}

const canFetch = ({ platform, isRoot, osRelease }: Machine): boolean =>
  platform === 'linux' && isRoot && isDebian(osRelease)

/** Debian, Ubuntu and what calls itself like one of them. */
const isDebian = (osRelease: string): boolean =>
  ['debian', 'ubuntu'].some((id) => ids(osRelease, /^ID(_LIKE)?=/).includes(id))

const isDebianItself = (osRelease: string): boolean => ids(osRelease, /^ID=/).includes('debian')

function ids(osRelease: string, field: RegExp): string[] {
  return osRelease
    .split('\n')
    .filter((line) => field.test(line))
    .flatMap((line) =>
      line
        .replace(/^[^=]+=/, '')
        .replaceAll('"', '')
        .split(/\s+/)
    )
}
