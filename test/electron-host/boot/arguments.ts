/** What the command line of the stand-in says. */
export interface CommandArguments {
  /** App directory or main script; null where none was named. */
  entry: string | null
  /** Scripts of `-r`, loaded before the app (Playwright's loader is one). */
  requires: string[]
  /** Port of `--inspect`, 0 for any, null for none. */
  inspectPort: number | null
  /** Port of `--remote-debugging-port`, 0 for any, null for none. */
  debuggingPort: number | null
  /** `--version` or `-v` was given. */
  asksVersion: boolean
  /** Every `--name[=value]`, also those above. */
  switches: Map<string, string>
}

/** Understands the part of Electron's command line that Playwright, electron-vite and people use. */
export function parseArguments(raw: readonly string[]): CommandArguments {
  const found: CommandArguments = {
    entry: null,
    requires: [],
    inspectPort: null,
    debuggingPort: null,
    asksVersion: false,
    switches: new Map()
  }
  const rest = [...raw]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '-r' || word === '--require') found.requires.push(rest.shift() ?? '')
    else if (word === '-v' || word === '--version') found.asksVersion = true
    else if (word.startsWith('--')) readSwitch(found, word)
    else if (!word.startsWith('-')) found.entry ??= word
  }
  return found
}

function readSwitch(found: CommandArguments, word: string): void {
  const [, name = '', value = ''] = /^--([^=]+)=?(.*)$/s.exec(word) ?? []
  if (name === '') return
  found.switches.set(name, value)
  if (name === 'inspect') found.inspectPort = readPort(value, 9229)
  if (name === 'remote-debugging-port') found.debuggingPort = readPort(value, 0)
}

function readPort(value: string, fallback: number): number {
  return Number(/(?:^|:)(\d+)$/.exec(value)?.[1] ?? fallback)
}
