import type { Offered } from '../offered.ts'
import { official } from '../typing/official.ts'

/** `app.commandLine`: the switches of the command line and those that the app appends before ready. */
export class HostCommandLine implements Offered<'CommandLine'> {
  readonly official = official('CommandLine', this, 'app.commandLine')
  readonly #switches: Map<string, string>
  readonly #appended: string[] = []

  constructor(switches: ReadonlyMap<string, string>) {
    this.#switches = new Map(switches)
  }

  appendSwitch(name: string, value = ''): void {
    this.#switches.set(name, value)
    this.#appended.push(value === '' ? `--${name}` : `--${name}=${value}`)
  }

  appendArgument(value: string): void {
    this.#appended.push(value)
  }

  hasSwitch(name: string): boolean {
    return this.#switches.has(name)
  }

  getSwitchValue(name: string): string {
    return this.#switches.get(name) ?? ''
  }

  /** What the browser is started with. The stand-in is always headless and has its own profile. */
  forBrowser(): string[] {
    const own = /^--(headless|disable-extensions|user-data-dir|remote-debugging-p\w+)(=|$)/
    const language = this.#switches.get('lang')
    const all = language === undefined ? this.#appended : [`--lang=${language}`, ...this.#appended]
    return all.filter((word) => word.startsWith('--') && !own.test(word))
  }
}
