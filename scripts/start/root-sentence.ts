import { refusesRoot } from '../../src/main/desktop/root-refusal.ts'

/**
 * What a script says and ends with where root would start a real Electron; null where it may go on.
 * The stand-in for Electron runs for root, too: its browser is a program of its own.
 */
export function rootSentence(command: string, { onElectron }: { onElectron: boolean }) {
  const { platform } = process
  const refused = refusesRoot({ platform, uid: process.getuid?.(), hasChromium: onElectron })
  return refused
    ? `Callside does not run as root, for whom Chromium has no sandbox: run "${command}" as an ordinary user.`
    : null
}
